"""What a binding pairs: declared things with what was found, or with nothing.

Owns: the values that are passed to checks.
Never: searches a document.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.names import all_forms
from speclint.base.values import NamedTuple
from speclint.expressions import whole_matches

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from speclint.base.diagnostics import Severity
    from speclint.base.source import Range
    from speclint.binding.fields import FieldValue
    from speclint.binding.sections import Bound, Scope
    from speclint.binding.wordings import Wordings
    from speclint.ruleset import FieldSpec, NamingSpec, SectionSpec


class Missing(NamedTuple):
    """A declared section that does not exist. `level` is the one that its heading should have.

    `behind`: the severity of the finding that explains it, see `Finding.behind`.
    """

    spec: SectionSpec
    scope: Scope
    level: int
    behind: Severity | None = None


class FieldPair(NamedTuple):
    """A declared field with what was found: None if it does not exist. `place` is where it should be."""

    spec: FieldSpec
    found: FieldValue | None
    place: Range
    bound: Bound | None
    behind: Severity | None = None
    """The severity of the finding that explains what is wrong with it, see `Finding.behind`."""


def pair_fields(
    specs: tuple[FieldSpec, ...],
    found: Sequence[FieldValue],
    place: Range,
    bound: Bound | None,
    wordings: Callable[[], Wordings],
) -> Iterator[FieldPair]:
    """Each declared field with the first one found that has one of its names, outside of quotes if there is one.

    A field that is no declared one's by name is that which its name says in other words, where that one is missing.
    """
    found = sorted(found, key=lambda field: field.quoted)
    named = [all_forms(spec.name, spec.aliases) for spec in specs]
    hits = [next((field for field in found if wanted.intersection(field.names)), None) for wanted in named]
    others = [field for field in found if all(wanted.isdisjoint(field.names) for wanted in named)]
    lacking = [spec for spec, hit in zip(specs, hits, strict=True) if hit is None]
    meant = _in_other_words(lacking, others, wordings()) if lacking and others else {}
    for spec, hit in zip(specs, hits, strict=True):
        yield FieldPair(spec, hit or meant.get(spec.name), place, bound)


def _in_other_words(
    lacking: Sequence[FieldSpec], fields: Sequence[FieldValue], wordings: Wordings
) -> dict[str, FieldValue]:
    """The fields that exist by another name only, each with the field that has it. The very name comes first."""
    meant: dict[str, FieldValue] = {}
    taken: set[str] = set()
    for wanted in (
        [(spec.name, frozenset({wordings.key(spec.name)})) for spec in lacking],
        [(spec.name, wordings.keys((spec.name, *spec.aliases))) for spec in lacking],
    ):
        for name, keys in wanted:
            hit = next(
                (field for field in fields if field.names[0] not in taken and wordings.key(field.name) in keys), None
            )
            if name not in meant and hit is not None:
                meant[name] = hit
                taken.add(hit.names[0])
    return meant


def is_own_id(pair: FieldPair, naming: NamingSpec) -> bool:
    """Whether a field that new documents fill with their id holds one that the type's naming allows.

    A project may name its documents differently from the rule set's pattern for the field.
    """
    if pair.spec.initial != "{id}" or pair.found is None or not naming.id_pattern:
        return False
    return whole_matches(naming.id_pattern, pair.found.value.strip("[]` "))
