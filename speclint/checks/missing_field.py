"""missing-field: a named value such as '**Status**: Draft' is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.diagnostics import SEVERITIES, Finding
from speclint.binding.explain import field_causes
from speclint.binding.slips import Known
from speclint.binding.wording import after, expected_in, listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speclint.base.diagnostics import Fix, Severity
    from speclint.base.source import Range
    from speclint.binding import Binding, FieldPair
    from speclint.binding.field_traces import FieldCause


def check(binding: Binding) -> Iterator[Finding]:
    """One finding at what was found instead of a field, else at its section's heading or the document's title.

    Where a section has none of several, its author wrote it in another form: that is one mistake, and one finding. So are
    several in one comment, one code block, one table that is none.
    """
    yield from _slips(binding)
    groups: dict[tuple[Range, str], list[tuple[FieldPair, FieldCause | None]]] = {}
    for pair, cause in zip(binding.fields, field_causes(binding), strict=True):
        if pair.spec.presence != "optional":
            groups.setdefault((pair.place, pair.bound.spec.id if pair.bound else ""), []).append((pair, cause))
    for pairs in groups.values():
        absent = [(pair, cause) for pair, cause in pairs if pair.found is None]
        behind = absent[0][0].behind if absent else None
        if not absent or behind == "error":
            continue
        if len(absent) == len(pairs) > 1 and not any(cause for _, cause in absent):
            yield _none_there(binding, [pair for pair, _ in absent])._replace(behind=behind)
            continue
        together: dict[Range | int, list[tuple[FieldPair, FieldCause | None]]] = {}
        for index, (pair, cause) in enumerate(absent):
            key = cause.around if cause is not None and cause.around is not None else index
            together.setdefault(key, []).append((pair, cause))
        for found in together.values():
            yield _finding(binding, found)._replace(behind=behind)


def _slips(binding: Binding) -> Iterator[Finding]:
    """The document's optional fields that an author gave with a slip in the name: as written, they are none."""
    absent = [pair.spec for pair in binding.declared_fields if pair.found is None and pair.spec.presence == "optional"]
    taken = {pair.found.range for pair in binding.declared_fields if pair.found is not None}
    known = Known([(spec, name) for spec in absent for name in (spec.name, *spec.aliases)])
    for field in binding.metadata if absent else ():
        found = known.meant_by(field.name, binding.sections.wordings) if field.range not in taken else None
        if found is not None:
            spec, name = found
            yield Finding(
                field.range,
                f"Field '{spec.name}' is not seen: found '{field.name}'; did you mean '{name}'?",
                f"Write '{name}' if that is meant.",
                "info",
                binding.path_at(field.range.start.line),
            )


def _none_there(binding: Binding, pairs: list[FieldPair]) -> Finding:
    first = pairs[0]
    where = f" in '{first.bound.node.title}'" if first.bound else ""
    message = f"Missing fields {listed(tuple(pair.spec.name for pair in pairs))}{where}"
    return Finding(
        first.place,
        after(first.spec.message, message),
        f"Add a line for each, such as '{_line(binding, first)}'.",
        _worst(pairs),
        binding.path(first.bound.node) if first.bound else (),
        fix=_add(binding, pairs),
    )


def _worst(pairs: Sequence[FieldPair]) -> Severity:
    return min((pair.spec.severity for pair in pairs), key=SEVERITIES.index)


def _line(binding: Binding, pair: FieldPair) -> str:
    value = next(iter((*pair.spec.examples, *pair.spec.values)), "...")
    front_matter = pair.bound is None and binding.uses_front_matter
    return f"{pair.spec.name}: {value}" if front_matter else f"**{pair.spec.name}**: {value}"


def _finding(binding: Binding, found: Sequence[tuple[FieldPair, FieldCause | None]]) -> Finding:
    """What is missing for one cause, or one that is missing for none."""
    (pair, cause), *others = sorted(found, key=lambda each: each[1].range if each[1] is not None else each[0].place)
    spec = pair.spec
    where = f" in '{pair.bound.node.title}'" if pair.bound else ""
    message = f"Missing field '{spec.name}'{where}"
    section = binding.path(pair.bound.node) if pair.bound else ()
    if cause is None:
        line = _line(binding, pair)
        help = f"Add a line such as '{line}'." + (f" {spec.guidance}" if spec.guidance else "")
        return Finding(
            pair.place, after(spec.message, message), help, spec.severity, section, fix=_add(binding, [pair])
        )
    message = after(spec.message, f"{message}: {cause.message}")
    if others:
        message += f"; also missing: {listed(tuple(other.spec.name for other, _ in others))}"
    around = pair.bound.node if pair.bound else binding.title
    return Finding(
        cause.range,
        message,
        cause.help,
        _worst([each for each, _ in found]),
        section,
        expected_in(around.range if around is not None else None, cause.range),
        _write(binding, cause, spec.name),
    )


def _add(binding: Binding, pairs: list[FieldPair]) -> Fix | None:
    from speclint.fixes.fields import add_fields  # loads the templates

    return add_fields(binding, pairs)


def _write(binding: Binding, cause: FieldCause, name: str) -> Fix | None:
    """What makes the field that was found the one that is missing."""
    from speclint.fixes.fields import put_colon, rename_field  # as above

    if cause.found is not None:
        return rename_field(binding.document.source, cause.found, name)
    return put_colon(cause.colon, name) if cause.colon is not None else None
