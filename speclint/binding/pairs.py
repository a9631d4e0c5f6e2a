"""What a binding pairs: declared things with what was found, or with nothing.

Owns: the values that checks are handed.
Never: searches a document.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.expressions import whole_matches
from speclint.headings import all_forms
from speclint.ruleset import AnyOfSpec
from speclint.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from speclint.binding.binding import Binding
    from speclint.binding.fields import FieldValue
    from speclint.binding.sections import Bound, Scope
    from speclint.document import Block
    from speclint.ruleset import Expectation, FieldSpec, NamingSpec, SectionSpec
    from speclint.source import Range


class Missing(NamedTuple):
    """A declared section that is not there. `level` is the one that its heading should have."""

    spec: SectionSpec
    scope: Scope
    level: int


class FieldPair(NamedTuple):
    """A declared field with what was found: None if it is not there. `place` is where it should be."""

    spec: FieldSpec
    found: FieldValue | None
    place: Range
    bound: Bound | None


class Case(NamedTuple):
    """One expectation for one section, with the content that should meet it."""

    binding: Binding
    bound: Bound
    blocks: tuple[Block, ...]
    expectation: Expectation
    satisfied: Callable[[Case], bool]
    """Whether another expectation would be met by the same content."""

    @property
    def optional(self) -> bool:
        """Whether nothing is said when it is not there at all."""
        return self.expectation.presence == "optional"

    @property
    def anchor(self) -> Range:
        """Where to report that something is not there: the section's heading."""
        return self.bound.node.range

    @property
    def section(self) -> tuple[str, ...]:
        """The headings down to the section."""
        return self.binding.path(self.bound.node)


def pair_fields(
    specs: tuple[FieldSpec, ...], found: Sequence[FieldValue], place: Range, bound: Bound | None
) -> Iterator[FieldPair]:
    """Each declared field with the first one found that has one of its names."""
    for spec in specs:
        wanted = all_forms(spec.name, spec.aliases)
        hit = next((field for field in found if wanted.intersection(field.names)), None)
        yield FieldPair(spec, hit, place, bound)


def is_own_id(pair: FieldPair, naming: NamingSpec) -> bool:
    """Whether a field that new documents fill with their id holds one that the type's naming allows.

    A project may name its documents otherwise than the rule set's own pattern for the field says.
    """
    if pair.spec.initial != "{id}" or pair.found is None or not naming.id_pattern:
        return False
    return whole_matches(naming.id_pattern, pair.found.value.strip("[]` "))


def any_of_options(case: Case) -> list[Case]:
    """The cases that an `any_of` expectation is made of."""
    spec = case.expectation.spec
    if not isinstance(spec, AnyOfSpec):
        return []
    return [case._replace(expectation=option) for option in spec.options if case.binding.applies(option.when)]
