"""missing-field: a named value such as '**Status**: Draft' is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.diagnostics import SEVERITIES, Finding
from speclint.binding.names import nearest_name
from speclint.binding.slips import meant_by
from speclint.binding.wording import after, listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.base.diagnostics import Fix
    from speclint.base.source import Range
    from speclint.binding import Binding, FieldPair, FieldValue


def check(binding: Binding) -> Iterator[Finding]:
    """One finding for each required or recommended field, at its section's heading or the document's title.

    Where a section has none of several, its author wrote it in another form: that is one mistake, and one finding.
    """
    yield from _slips(binding)
    groups: dict[tuple[Range, str], list[FieldPair]] = {}
    for pair in binding.fields:
        if pair.spec.presence != "optional":
            groups.setdefault((pair.place, pair.bound.spec.id if pair.bound else ""), []).append(pair)
    for pairs in groups.values():
        absent = [pair for pair in pairs if pair.found is None]
        behind = absent[0].behind if absent else None
        if not absent or behind == "error":
            continue
        if len(absent) == len(pairs) > 1 and not any(_near(binding, pair) for pair in absent):
            yield _none_there(binding, absent)._replace(behind=behind)
        else:
            yield from (_finding(binding, pair)._replace(behind=behind) for pair in absent)


def _slips(binding: Binding) -> Iterator[Finding]:
    """The document's optional fields that an author gave with a slip in the name: as written, they are none."""
    absent = [pair.spec for pair in binding.declared_fields if pair.found is None and pair.spec.presence == "optional"]
    taken = {pair.found.range for pair in binding.declared_fields if pair.found is not None}
    for field in binding.metadata if absent else ():
        for spec in absent if field.range not in taken else ():
            name = meant_by(field.name, (spec.name, *spec.aliases), binding.sections.wordings)
            if name:
                yield Finding(
                    field.range,
                    f"Field '{spec.name}' is not seen: found '{field.name}'; did you mean '{name}'?",
                    f"Write '{name}' if that is meant.",
                    "info",
                    binding.path_at(field.range.start.line),
                )
                break


def _none_there(binding: Binding, pairs: list[FieldPair]) -> Finding:
    first = pairs[0]
    where = f" in '{first.bound.node.title}'" if first.bound else ""
    message = f"Missing fields {listed(tuple(pair.spec.name for pair in pairs))}{where}"
    return Finding(
        first.place,
        after(first.spec.message, message),
        f"Add a line for each, such as '{_line(binding, first)}'.",
        min((pair.spec.severity for pair in pairs), key=SEVERITIES.index),
        binding.path(first.bound.node) if first.bound else (),
        fix=_add(binding, pairs),
    )


def _near(binding: Binding, pair: FieldPair) -> FieldValue | None:
    """A field that was probably meant to be this one."""
    there = binding.metadata if pair.bound is None else binding.section_fields(pair.bound)
    name = nearest_name(pair.spec.name, [field.name for field in there])
    return next((field for field in there if field.name == name), None) if name else None


def _line(binding: Binding, pair: FieldPair) -> str:
    value = next(iter((*pair.spec.examples, *pair.spec.values)), "...")
    front_matter = pair.bound is None and binding.uses_front_matter
    return f"{pair.spec.name}: {value}" if front_matter else f"**{pair.spec.name}**: {value}"


def _finding(binding: Binding, pair: FieldPair) -> Finding:
    spec = pair.spec
    where = f" in '{pair.bound.node.title}'" if pair.bound else ""
    message = f"Missing field '{spec.name}'{where}"
    near = _near(binding, pair)
    if near is not None:
        message += f": found '{near.name}' on line {near.range.start.line}; did you mean '{spec.name}'?"
    line = _line(binding, pair)
    return Finding(
        pair.place,
        after(spec.message, message),
        f"Add a line such as '{line}'." + (f" {spec.guidance}" if spec.guidance else ""),
        spec.severity,
        binding.path(pair.bound.node) if pair.bound else (),
        fix=_add(binding, [pair]) if near is None else _rename(binding, near, spec.name),
    )


def _add(binding: Binding, pairs: list[FieldPair]) -> Fix | None:
    from speclint.fixes.fields import add_fields  # loads the templates

    return add_fields(binding, pairs)


def _rename(binding: Binding, found: FieldValue, name: str) -> Fix | None:
    from speclint.fixes.fields import rename_field  # as above

    return rename_field(binding.document.source, found, name)
