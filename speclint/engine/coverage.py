"""What documents of one type give a rule set to judge: the parts of it that they have, and those that they break.

Owns: the parts of a rule set that can be reached, each with its place in the rule file, and the count over several documents.
Never: reports findings, or reads a file. Only `speclint rules test` and `check --statistics` need it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from speclint.base.values import NamedTuple
from speclint.binding.values import values_of
from speclint.checks.bad_field_value import open_states, value_faults
from speclint.checks.rules import RULES
from speclint.engine.linter import unmet
from speclint.engine.severities import Severities
from speclint.engine.subjects import asked_by, judged
from speclint.ruleset import FieldsSpec
from speclint.ruleset.kinds import kind_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from speclint.binding import Binding
    from speclint.project import DocumentFacts
    from speclint.ruleset import FieldSpec, LifecycleState, RuleSet, SectionSpec

Path = tuple[str | int, ...]
"""The way to a value in a rule file, as `speclint.language.origin` takes it."""

_OWN: dict[str, Callable[[Any], bool]] = {
    "uneven-row": lambda _: False,
    "missing-row": lambda table: table.min_rows > 1,
    "bad-cell": lambda table: (
        bool(table.rows) or any(column.values or column.pattern or column.unique for column in table.columns)
    ),
    "missing-list-item": lambda items: items.min_items > 1 or bool(items.labels),
    "bad-list-item": lambda items: bool(items.labelled or items.pattern or items.nested or items.all_done),
}
"""Whether an expectation says itself what a rule judges. Elsewhere it is the same for all, and no example has to show it."""


class Part(NamedTuple):
    """A part of a rule set. `name`: as a reader knows it; `rule`: the one that an example should trigger, "" for none.

    Without a rule, it is reached if an example has it; with one, if an example breaks it.
    """

    kind: str
    path: Path
    name: str
    rule: str
    reached: bool


class Coverage:
    """What some documents have of a rule set. They are added one by one."""

    def __init__(self, ruleset: RuleSet) -> None:
        self._ruleset = ruleset
        self._there: set[int] = set()
        self._broken: set[tuple[int, str]] = set()
        self._sides: set[tuple[int, str]] = set()
        self.judged: set[str] = set()
        """The rules that had something to judge."""
        self.ran: set[str] = set()
        """The rules that were on."""

    def add(self, binding: Binding, *, broken: bool = False) -> None:
        """Count one document. `broken`: also what it breaks, for which the checks run."""
        self.ran |= rules_on(binding.ruleset, binding.states)
        self.judged |= judged(binding)
        if "speclint-" in binding.document.source.text:
            self.judged.update(id for id, rule in RULES.items() if rule.phase == "suppression")
        self._there.update(id(bound.spec) for bound in binding.sections.bound)
        self._there.update(
            id(pair.spec) for pair in (*binding.declared_fields, *binding.fields) if pair.found is not None
        )
        if not broken:
            return
        for number, agreement in enumerate(binding.ruleset.agreements):
            for side, values in (
                ("each", agreement.each),
                *((agreement.relation, place) for place in agreement.places),
            ):
                if values_of(binding, values):
                    self._sides.add((number, side))
        self._broken.update((id(missing.spec), "missing-section") for missing in binding.missing)
        self._broken.update((id(expectation), rule) for expectation, rule in unmet(binding))
        for pair in binding.fields:
            if pair.found is None:
                self._broken.add((id(pair.spec), "missing-field"))
            elif next(value_faults(pair.spec, pair.found, open_states(binding, pair)), None) is not None:
                self._broken.add((id(pair.spec), "bad-field-value"))

    def absent(self) -> list[str]:
        """The names of the sections that no document has, without those inside them, in the order of the rule set."""
        parts = self._sections(self._ruleset.sections, ())
        return [part.name for part in parts if part.kind == "section" and not part.rule and not part.reached]

    def parts(self) -> Iterator[Part]:
        """The parts of the rule set in its order. What is inside a section that no document has is left out."""
        ruleset = self._ruleset
        for number, field in enumerate(ruleset.fields):
            yield from self._field(field, ("fields", number))
        yield from self._sections(ruleset.sections, ())
        yield from self._content(ruleset.whole, ())
        for number in range(len(ruleset.agreements)):
            for side in ("each", *([ruleset.agreements[number].relation] if ruleset.agreements[number].places else [])):
                yield Part("agreement", ("agreements", number, side), side, "", (number, side) in self._sides)

    def _sections(self, sections: tuple[SectionSpec, ...], path: Path) -> Iterator[Part]:
        for index, spec in enumerate(sections):
            place = (*path, "sections", index)
            reached = id(spec) in self._there
            yield Part("section", place, spec.title, "", reached)
            if spec.presence != "optional":
                yield Part(
                    "section", place, spec.title, "missing-section", (id(spec), "missing-section") in self._broken
                )
            if reached:
                yield from self._content(spec, place)
                yield from self._sections(spec.sections, place)

    def _content(self, spec: SectionSpec, place: Path) -> Iterator[Part]:
        for number, expectation in enumerate(spec.expects):
            inside = (*place, "expects", number)
            for rule in sorted(asked_by(expectation)):
                if rule not in _OWN or _OWN[rule](expectation.spec):
                    name = f"{spec.title}: {kind_of(expectation.spec).key}"
                    yield Part("content", inside, name, rule, (id(expectation), rule) in self._broken)
            fields = expectation.spec.fields if isinstance(expectation.spec, FieldsSpec) else ()
            for each, field in enumerate(fields):
                yield from self._field(field, (*inside, "fields", each))

    def _field(self, field: FieldSpec, path: Path) -> Iterator[Part]:
        reached = id(field) in self._there
        yield Part("field", path, field.name, "", reached)
        if field.presence != "optional":
            yield Part("field", path, field.name, "missing-field", (id(field), "missing-field") in self._broken)
        if reached and (field.values or field.pattern or field.type):
            yield Part("field", path, field.name, "bad-field-value", (id(field), "bad-field-value") in self._broken)


def rules_on(ruleset: RuleSet, states: Iterable[LifecycleState] = ()) -> set[str]:
    """The rules that are on for a document in some states of its lifecycle."""
    severities = Severities(ruleset, states)
    return {rule for rule in RULES if severities.runs(rule)}


def judged_across(facts: DocumentFacts) -> set[str]:
    """The rules between documents that have something to judge in one of them."""
    found = {"orphan-spec"}
    if facts.ids:
        found |= {"duplicate-id", "mismatched-id"}
    if facts.references:
        found |= {"dangling-reference", "immature-reference", "reference-cycle"}
    if any(link.target for link in facts.links):
        # A link to a specification refers to it, without its id.
        found |= {"broken-link", "immature-reference", "reference-cycle"}
    if any(link.anchor for link in facts.links):
        found.add("broken-anchor")
    return found
