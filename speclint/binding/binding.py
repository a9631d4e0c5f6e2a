"""A document bound to a rule set: what every check reads.

Owns: the one pass that pairs what is declared with what exists.
Never: reports, or changes what it has found.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar, cast

from speclint.base.names import all_forms, forms
from speclint.base.source import Position, Range
from speclint.base.values import NamedTuple
from speclint.binding.code_blocks import nested_fences
from speclint.binding.conditions import holds, is_one_of, is_state
from speclint.binding.conflicts import Conflict, find_conflicts
from speclint.binding.families import family_in, family_of
from speclint.binding.field_lines import declared_fields_in
from speclint.binding.fields import FieldValue, find_fields
from speclint.binding.fields import front_matter_fields as fields_of
from speclint.binding.nodes import document_nodes, heading_anchor, is_content, line_of
from speclint.binding.not_applicable import Answer, find_answers
from speclint.binding.options import is_template
from speclint.binding.order import out_of_order
from speclint.binding.pairs import FieldPair, Missing, pair_fields
from speclint.binding.placeholders import Placeholder, find_placeholders, texts_in
from speclint.binding.prose import prose
from speclint.binding.repairs import repair
from speclint.binding.sections import Bound, Scope, Sections, line_of_bound
from speclint.binding.tables import TablePairing, pair_tables
from speclint.binding.topics import find_topics
from speclint.binding.unwritten import apart, find_unwritten
from speclint.binding.wording import expected_in
from speclint.markdown import CodeBlock, Footnote, HtmlBlock, ListBlock, Table, walk_blocks
from speclint.ruleset import AnyOfSpec, FieldsSpec, TableSpec
from speclint.ruleset.kinds import kind_of
from speclint.ruleset.marks import NAME, is_mark

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from speclint.base.diagnostics import RelatedLocation, Severity
    from speclint.binding.nodes import Node
    from speclint.binding.traces import Traces
    from speclint.binding.wordings import Wordings
    from speclint.markdown import Block, Document, Text, TextLine
    from speclint.project import Surroundings
    from speclint.ruleset import Condition, Expectation, LifecycleState, RuleSet, SectionSpec


Found = TypeVar("Found")

_CONFLICT = "merge-conflict"
_EMPTY = "empty-section"
_FRONT_MATTER = "invalid-front-matter"
_PLACEHOLDER = "placeholder"
"""Rules whose findings explain others."""


class Binding:
    """The document, the rule set, and the pairs."""

    def __init__(self, document: Document, ruleset: RuleSet, index: Surroundings) -> None:
        self.document = document
        self.ruleset = ruleset
        self.surroundings = index
        self.root, self.nodes = document_nodes(document)
        self.sections = Sections(ruleset, self.root, self.nodes)
        repair(self.sections, self.field_value, lambda: self.family, lambda: self.traces)
        self.whole = Bound(ruleset.whole, self.root, None) if ruleset.expects else None
        """The document in the form of a section, if something is expected of it in any of its sections."""
        self._found: dict[tuple[object, ...], tuple[tuple[object, ...], object]] = {}
        self._by_node: dict[Node, list[Bound]] = {}
        for bound in self.sections.bound:
            self._by_node.setdefault(bound.node, []).append(bound)

    def add_topics(self, is_there: Callable[[Case], bool]) -> None:
        """Pair subsections that are written in the text of the section around them, see `binding.topics`.

        `is_there`: whether what a case expects exists, even if with faults.
        """
        found = list(
            find_topics(
                self.sections,
                self.document.source.lines,
                lambda: self.traces,
                lambda bound, blocks, asked: is_there(Case(self, bound, blocks, asked, self.satisfied)),
            )
        )
        for scope, bound in found:
            scope.add(bound)
            scope.bound.sort(key=line_of_bound)
            self.sections.bound.append(bound)
            self._by_node.setdefault(bound.node, []).append(bound)
        # Conditions of what was expected may have looked at the sections before these were known.
        self.__dict__.pop("_section_ids", None)
        self._found.clear()

    @cached_property
    def traces(self) -> Traces:
        """What in the document looks like a heading and is none."""
        from speclint.binding.traces import Traces  # most documents need none

        return Traces(self.document)

    @property
    def title(self) -> Node | None:
        """The document's title, the first level-1 heading; None where there is none."""
        return self.sections.title

    @cached_property
    def meant_title(self) -> Node | None:
        """The heading that was meant as the title of a document without one: it begins the document, too deep."""
        if self.title is not None or self.ruleset.heading_level == 1 or not self.nodes:
            return None
        first = self.nodes[0]
        if first.style != "heading" or any(is_content(block) for block in self.root.blocks):
            return None
        # Asked before the sections are bound, too: conditions on fields decide which are.
        names = {name for spec in self.ruleset.sections for name in spec.names}
        names.update(self.ruleset.metadata_sections)
        declared = any(spec.pattern and first.fits(spec.pattern) for spec in self.ruleset.sections)
        return None if declared or not names.isdisjoint(first.names) else first

    def anchor(self, owner: Bound | None) -> Range:
        """Where something missing from a section is reported; of the document: its title, or its first line."""
        return heading_anchor(owner.node if owner else self.title)

    def bound_at(self, node: Node) -> list[Bound]:
        """The declared sections that a node stands for."""
        return self._by_node.get(node, [])

    def path(self, node: Node | None) -> tuple[str, ...]:
        """The headings from the outermost section down to a node, without the document's title."""
        titles: list[str] = []
        while node is not None and node.level > 0 and node is not self.title:
            titles.append(node.title)
            node = node.parent
        return tuple(reversed(titles))

    def scope_path(self, scope: Scope, *titles: str) -> tuple[str, ...]:
        """The headings down to something that is missing in a scope."""
        return (*(self.path(scope.owner.node) if scope.owner else ()), *titles)

    def node_on(self, line: int) -> Node | None:
        """The section whose heading begins on a line."""
        index = bisect_left(self.nodes, line, key=line_of)
        return self.nodes[index] if index < len(self.nodes) and self.nodes[index].line == line else None

    def path_at(self, line: int) -> tuple[str, ...]:
        """The headings above a line."""
        return self.path(self.node_at(line))

    def node_at(self, line: int) -> Node | None:
        """The innermost section that a line is in; None above the first heading."""
        index = bisect_right(self.nodes, line, key=line_of)
        return self.nodes[index - 1] if index else None

    # -- conditions

    @cached_property
    def _section_ids(self) -> frozenset[str]:
        return frozenset(bound.spec.id for bound in self.sections.bound)

    def applies(self, condition: Condition | None) -> bool:
        """Whether a `when` holds for this document."""
        return condition is None or holds(
            condition, self.field_value, self._section_ids.__contains__, lambda: self.family
        )

    def would_apply(self, spec: SectionSpec) -> bool:
        """Whether the `when` of a section would hold if the section existed: it may be about the section itself."""
        return spec.when is None or holds(
            spec.when, self.field_value, {spec.id, *self._section_ids}.__contains__, lambda: self.family
        )

    def asks(self, condition: Condition | None) -> bool:
        """Whether a `when` of something in a section holds: a section whose heading is not seen exists."""
        return condition is None or holds(
            condition, self.field_value, self._all_section_ids.__contains__, lambda: self.family
        )

    @cached_property
    def _all_section_ids(self) -> AbstractSet[str]:
        return self._section_ids | self.unseen(self)[3]

    def field_value(self, name: str) -> str | None:
        """The value of one of the document's fields; None if it is missing or still to be chosen."""
        wanted = set(forms(name))
        for field in self.declared_fields:
            if field.found and wanted.intersection(all_forms(field.spec.name, field.spec.aliases)):
                return None if is_template(field.found, field.spec) else field.found.value
        return next((field.value for field in self.metadata if wanted.intersection(field.names)), None)

    @cached_property
    def family(self) -> str:
        """What the document describes, of the rule set's families; "": none that is known.

        Its field says so, or else the title, or the first sentence below it.
        """
        families = self.ruleset.families
        if not families.families:
            return ""
        said = self.field_value(families.field) if families.field else None
        if said and said.strip():
            return family_of(said, families)
        title = self.title
        if title is None:
            return family_in(self.root.blocks, families)
        return family_of(title.title, families) or family_in(title.blocks, families)

    @cached_property
    def states(self) -> tuple[LifecycleState, ...]:
        """The states of the rule set's lifecycle that the document is in, by its status field.

        None in a merge conflict: its sides may differ in that, too.
        """
        field = self.ruleset.lifecycle_field
        status = self.field_value(field) if field and not self.conflicts else None
        if status is None:
            return ()
        return tuple(state for state in self.ruleset.lifecycle if is_state(status, state.words))

    # -- fields

    def wordings(self) -> Wordings:
        """What names are about, by the vocabulary of the rule set."""
        return self.sections.wordings

    @property
    def head(self) -> tuple[Block, ...]:
        """What is above the first section: where authors put the document's fields."""
        return (*self.root.blocks, *(self.title.blocks if self.title else ()))

    @cached_property
    def field_nodes(self) -> list[Node]:
        """The sections that the document's fields may be in: what is before the first section, and those for metadata."""
        wanted = set(self.ruleset.metadata_sections)
        level = self.ruleset.heading_level
        # A heading in other words is one of them if it stands for a declared section that is.
        meant = {bound.node for bound in self.sections.bound if not wanted.isdisjoint(bound.spec.names)}
        return [
            self.root,
            *(
                node
                for node in self.nodes
                if node is (self.title or self.meant_title)
                or (node.level <= level and (node in meant or not wanted.isdisjoint(node.names)))
            ),
        ]

    @cached_property
    def metadata(self) -> tuple[FieldValue, ...]:
        """The document's fields: front matter, what is before the first section, and metadata sections."""
        found = list(self.front_matter_fields)
        for node in self.field_nodes:
            found.extend(declared_fields_in(self.ruleset.fields, node.blocks))
        return tuple(found)

    @cached_property
    def uses_front_matter(self) -> bool:
        """Whether the author keeps declared fields in front matter: then a missing one belongs there too."""
        declared = {form for spec in self.ruleset.fields for form in all_forms(spec.name, spec.aliases)}
        return any(form in declared for field in self.front_matter_fields for form in field.names)

    @cached_property
    def front_matter_fields(self) -> tuple[FieldValue, ...]:
        """The fields in front matter, without the key that only names the document's type: `type: component`."""
        naming = {key.casefold(): values for key, values in self.ruleset.applies_to.front_matter}
        return tuple(
            field
            for field in fields_of(self.surroundings.front_matter)
            if field.name.casefold() not in naming or not is_one_of(field.value, naming[field.name.casefold()])
        )

    @cached_property
    def declared_fields(self) -> tuple[FieldPair, ...]:
        """The document's declared fields."""
        place = Range(Position(1, 1), Position(1, 4)) if self.uses_front_matter else self.anchor(None)
        return tuple(pair_fields(self.ruleset.fields, self.metadata, place, None, self.wordings))

    @cached_property
    def fields(self) -> tuple[FieldPair, ...]:
        """All declared fields that apply: the document's, then those of sections in document order."""
        unread = self.surroundings.unread
        hidden = self.hides(_FRONT_MATTER) if unread is not None else None
        pairs = [
            pair._replace(behind=hidden) if unread is not None and _is_unread(pair, unread) else pair
            for pair in self.declared_fields
            if self.applies(pair.spec.when)
        ]
        for case in self.cases(FieldsSpec):
            pairs.extend(pair._replace(behind=case.behind) for pair in self.case_fields(case))
        return tuple(pairs)

    def case_fields(self, case: Case) -> list[FieldPair]:
        """The declared fields of one section that apply."""
        spec = case.expectation.spec
        if not isinstance(spec, FieldsSpec):
            return []
        found = self.once(_fields_of, spec, case.blocks)
        pairs = pair_fields(spec.fields, found, case.anchor, case.bound, self.wordings)
        return [pair for pair in pairs if self.asks(pair.spec.when)]

    def section_fields(self, bound: Bound) -> tuple[FieldValue, ...]:
        """All fields in a section's content, declared or not."""
        return tuple(find_fields(self.content(bound)))

    # -- content

    def content(self, bound: Bound) -> tuple[Block, ...]:
        """What is below a section's heading, with the subsections that are not declared themselves. Of the document: all."""
        blocks = (block for node in self.content_nodes(bound) for block in node.blocks)
        return tuple(blocks if bound is not self.whole else _with_footnotes(blocks))

    def content_nodes(self, bound: Bound) -> list[Node]:
        """A section and its subsections that are not declared themselves. Of the document: all."""
        if bound is self.whole:
            return [self.root, *self.nodes]
        return [bound.node, *(node for child in bound.node.children for node in self._undeclared(child))]

    def _undeclared(self, node: Node) -> Iterator[Node]:
        # A heading in the place of a bold line is content of the section around it, as the bold line would be.
        if any(bound.spec.style == "heading" for bound in self.bound_at(node)):
            return
        yield node
        for child in node.children:
            yield from self._undeclared(child)

    def is_empty(self, node: Node) -> bool:
        """Whether nothing is below a heading: no content and no subsection."""
        return not node.children and not any(is_content(block) for block in node.blocks)

    @cached_property
    def placeholders(self) -> tuple[Placeholder, ...]:
        """Text that a template left to be replaced."""
        specs = self.ruleset.placeholders
        found = find_placeholders(self.document, specs)
        whole = [spec for spec in specs if spec.where not in ("text", "comment")]
        if whole:
            found = apart(found, find_unwritten(self.document, whole, self._title_text, self._given_fields))
        return tuple(found)

    @property
    def _title_text(self) -> Text | None:
        """The document's title as it is written."""
        sections = self.document.sections() if self.title is not None else ()
        heads = (section.heading for section in sections)
        return next((head.text for head in heads if head is not None and head.range == self.title.range), None)  # type: ignore[union-attr]

    @property
    def _given_fields(self) -> Iterator[FieldValue]:
        """The declared fields that are in front matter."""
        for pair in self.declared_fields:
            if pair.found is not None and pair.found.carrier == "front matter":
                yield pair.found

    def placeholder_in(self, range: Range) -> bool:
        """Whether a placeholder is inside a range."""
        index = bisect_left(self._placeholder_starts, range.start)
        while index < len(self._placeholder_starts) and self._placeholder_starts[index] < range.end:
            # None is inside another, so that the first one mostly decides.
            if self.placeholders[index].range.end <= range.end:
                return True
            index += 1
        return False

    @cached_property
    def _placeholder_starts(self) -> list[Position]:
        return [found.range.start for found in self.placeholders]

    def is_unfilled(self, blocks: Sequence[Block]) -> bool:
        """Whether every text in these blocks is a placeholder: then that is the only finding."""
        if not self._whole_placeholders:
            return False
        visible = [block for block in blocks if is_content(block)]
        # What a table is about is no content of it.
        tables = (block for block in walk_blocks(visible) if isinstance(block, Table))
        heads = {id(cell.text) for table in tables for cell in table.header.cells}
        places = [text.range() for text in texts_in(visible) if id(text) not in heads]
        places += [block.range for block in visible if isinstance(block, HtmlBlock)]
        places += [
            block.range for block in walk_blocks(visible) if isinstance(block, CodeBlock) and is_mark(block.content)
        ]
        return self._only_placeholders(places)

    def unwritten(self, blocks: Sequence[Block]) -> Severity | None:
        """The severity of the finding that explains what the text of a section lacks: all of it is a placeholder."""
        places = [text.range() for text in prose(blocks)] if self._whole_placeholders else []
        return self.hides(_PLACEHOLDER) if self._only_placeholders(places) else None

    def _only_placeholders(self, places: Sequence[Range]) -> bool:
        """Whether nothing is written in these places: each is a placeholder, or a label with a mark of a new document."""
        whole = [self._is_placeholder(place) for place in places]
        return any(whole) and all(
            is_whole or _holds_one(place, self._marks) for is_whole, place in zip(whole, places, strict=True)
        )

    @cached_property
    def _whole_placeholders(self) -> tuple[Position, ...]:
        return tuple(found.range.start for found in self.placeholders if found.whole)

    @cached_property
    def _marks(self) -> tuple[Position, ...]:
        """Where the marks of a new document are."""
        return tuple(found.range.start for found in self.placeholders if found.spec.name == NAME)

    def _is_placeholder(self, place: Range) -> bool:
        return _holds_one(place, self._whole_placeholders)

    hides: Callable[[str], Severity | None]
    """The severity of a rule's findings that explain others (`Finding.behind`); None: it is off, and explains nothing.

    Set by the engine, which alone knows what the rule set and the state of the document say of a rule.
    """

    def explained(self, bound: Bound, blocks: Sequence[Block]) -> Severity | None:
        """The severity of the finding that explains all that a section lacks: it is empty, or only a placeholder."""
        if self.is_empty(bound.node):
            return self.hides(_EMPTY)
        return self.hides(_PLACEHOLDER) if self.is_unfilled(blocks) else None

    def unfilled(self, place: Range) -> Severity | None:
        """The severity of the finding that explains what is wrong in a place: it holds a placeholder."""
        return self.hides(_PLACEHOLDER) if self.placeholder_in(place) else None

    @cached_property
    def _judged(self) -> tuple[tuple[Bound, tuple[Block, ...], Severity | None], ...]:
        """Sections whose content is judged, with the severity of what explains all that they lack."""
        judged: list[tuple[Bound, tuple[Block, ...], Severity | None]] = []
        if self.whole is not None:
            blocks = self.content(self.whole)
            judged.append((self.whole, blocks, self.hides(_PLACEHOLDER) if self.is_unfilled(blocks) else None))
        for bound in self.sections.bound:
            asked = bound.spec.expects and bound.node not in self.answers
            if asked and self.applies(bound.spec.when) and not self.is_swallowed(bound.node):
                blocks = self.own_content(bound)
                behind = self.explained(bound, blocks)
                if behind != "error":
                    judged.append((bound, blocks, behind))
        return tuple(judged)

    @cached_property
    def answers(self) -> dict[Node, Answer]:
        """The declared sections that are said not to apply, which answers all that is asked of them and below."""
        return find_answers(self.sections.bound, self.ruleset.not_applicable, self.ruleset.placeholders)

    def needs_answer(self, bound: Bound) -> bool:
        """Whether something would be found missing in a section without subsections that is said not to apply."""
        spec = bound.spec
        if not self.applies(spec.when) or self.is_swallowed(bound.node):
            return False
        if any(part.presence != "optional" and part.min_count and self.applies(part.when) for part in spec.sections):
            return True
        if any(group.kind in ("at_least_one", "exactly_one") for group in spec.groups):
            return True
        blocks = self.own_content(bound)
        asked = (each for each in spec.expects if each.presence != "optional" and self.applies(each.when))
        return any(not self.satisfied(Case(self, bound, blocks, each, self.satisfied)) for each in asked)

    def own_content(self, bound: Bound) -> tuple[Block, ...]:
        """The content of a section down to where another begins whose heading is not seen: that other has the rest."""
        begun, meant = self.unseen(self)[:2]
        if not begun and not meant:
            return self.content(bound)
        found: list[Block] = []
        waiting = [bound.node]
        while waiting:
            node = waiting.pop()
            own_end = node.children[0].line - 1 if node.children else node.end_line
            index = bisect_left(begun, node.range.end)
            place = begun[index] if index < len(begun) else None
            if place is not None and place.line <= own_end:
                found.extend(_down_to(place, node.blocks))
                continue
            found.extend(node.blocks)
            inner = [
                child
                for child in node.children
                if child not in meant and all(each.spec.style == "bold" for each in self.bound_at(child))
            ]
            waiting.extend(reversed(inner))
        return tuple(found)

    unseen: Callable[[Binding], tuple[Sequence[Position], AbstractSet[Node], AbstractSet[Node], AbstractSet[str]]] = (
        staticmethod(lambda _: ((), frozenset(), frozenset(), frozenset()))
    )
    """Sections whose headings are not seen: where they begin, in order; the headings that stand for some; the headings below
    the others; and their ids. Set by the engine."""

    def is_swallowed(self, node: Node) -> bool:
        """Whether a heading is below one that is not seen, so that it looks like a part of the section before."""
        return node in self.unseen(self)[2]

    def is_below_unseen(self, line: int) -> bool:
        """Whether a line is in a section that is below a heading that is not seen."""
        if not self.unseen(self)[2]:
            return False
        node = self.node_at(line)
        return node is not None and self.is_swallowed(node)

    satisfied: Callable[[Case], bool]
    """Set by the engine, which alone knows the checks."""

    def cases(self, kind: type | None = None) -> Iterator[Case]:
        """Every expectation that applies, in document order; only those of one kind where it is given."""
        for bound, blocks, behind in self._judged:
            for expectation in _asked(bound):
                if (kind is None or isinstance(expectation.spec, kind)) and self.asks(expectation.when):
                    yield Case(self, bound, blocks, expectation, self.satisfied, behind)

    def tables(self, case: Case) -> TablePairing:
        """The tables that a case is about."""
        spec, blocks = case.expectation.spec, case.blocks
        if not isinstance(spec, TableSpec):
            return TablePairing((), ())
        return self.once(_tables_of, spec, blocks)

    @cached_property
    def nested_fences(self) -> list[tuple[CodeBlock, TextLine]]:
        """Code blocks that hold the opening fence of another, see `code_blocks.nested_fences`."""
        return nested_fences(self.document)

    @cached_property
    def conflicts(self) -> tuple[Conflict, ...]:
        """The merge conflicts that git left in the document."""
        return find_conflicts(self.document)

    @cached_property
    def is_torn(self) -> bool:
        """Whether a merge conflict explains everything that could be found in the document, or silenced."""
        return bool(self.conflicts) and self.hides(_CONFLICT) == "error"

    # -- structure

    @cached_property
    def missing(self) -> tuple[Missing, ...]:
        """Required and recommended sections that do not exist, in the order of the rule set.

        In a section that is empty or unfilled, only what that finding does not explain.
        """
        found = []
        for scope, behind in self.asked_scopes():
            for spec in scope.specs:
                if spec.presence == "optional" or not self.applies(spec.when):
                    continue
                if scope.count(spec) < spec.min_count:
                    found.append(Missing(spec, scope, scope.level, behind))
        return tuple(found)

    def once(self, find: Callable[..., Found], *about: object) -> Found:
        """What a function finds in this binding about some things; it is called the first time only.

        They are known by their identity, and are kept with what was found, so that nothing else can have it.
        """
        key = (find, *map(id, about))
        known = self._found.get(key)
        if known is None:
            known = self._found[key] = (about, find(self, *about))
        return cast("Found", known[1])

    def asked_scopes(self) -> Iterator[tuple[Scope, Severity | None]]:
        """The scopes in which something can be missing, with the severity of what explains all that they lack."""
        for scope in self.sections.scopes:
            owner = scope.owner
            if owner is None:
                yield scope, None
            elif scope.specs and owner.node not in self.answers and self.applies(owner.spec.when):
                filled = owner.children and not self.is_empty(owner.node)
                behind = None if filled else self.explained(owner, self.content(owner))
                if behind != "error":
                    yield scope, behind

    def moves(self, scope: Scope) -> list[tuple[Bound, Bound | None, Bound | None]]:
        """The sections of a scope to move, see `out_of_order`."""
        apart: set[Node] = set()
        if scope.owner is None and self.title is not None and self.ruleset.document_title.presence != "optional":
            apart.update(bound.node for bound in scope.bound if bound.node.line < self.title.line)
        return out_of_order(scope, self.applies, apart)


class Case(NamedTuple):
    """One expectation for one section, with the content that should meet it."""

    binding: Binding
    bound: Bound
    blocks: tuple[Block, ...]
    expectation: Expectation
    satisfied: Callable[[Case], bool]
    """Whether another expectation would be met by the same content."""
    behind: Severity | None = None
    """The severity of the finding that explains all that the section lacks, see `Finding.behind`."""

    @property
    def optional(self) -> bool:
        """Whether there is no finding if it does not exist at all."""
        return self.expectation.presence == "optional"

    @property
    def anchor(self) -> Range:
        """Where to report that something does not exist: the section's heading, or the document's title."""
        return self.binding.anchor(None) if self.is_whole else self.bound.node.range

    @property
    def is_whole(self) -> bool:
        """Whether it is expected of the document, in any of its sections."""
        return self.bound is self.binding.whole

    @property
    def subject(self) -> str:
        """What must contain it, as the beginning of a message: `Section 'Limits'`."""
        return "The document" if self.is_whole else f"Section '{self.bound.node.title}'"

    @property
    def place(self) -> str:
        """The same as the end of a message: ` in section 'Limits'`."""
        return " in the document" if self.is_whole else f" in section '{self.bound.node.title}'"

    def expected_in(self, place: Range) -> tuple[RelatedLocation, ...]:
        """The heading of the section, for a finding that is not at it; the document has none."""
        return () if self.is_whole else expected_in(self.anchor, place)

    @property
    def section(self) -> tuple[str, ...]:
        """The headings down to the section."""
        return self.binding.path(self.bound.node)


def _asked(bound: Bound) -> Iterator[Expectation]:
    """What is expected of a section. Where a label or other content is in its place, only what exists is judged."""
    if not bound.is_topic or bound.node.style == "bold":
        yield from bound.spec.expects
        return
    for expectation in bound.spec.expects if bound.node.style != "mention" else ():
        spec = kind_of(expectation.spec).loose(expectation.spec)
        if spec is not None:
            yield expectation._replace(presence="optional", spec=spec)


def any_of_options(case: Case) -> list[Case]:
    """The cases that an `any_of` expectation is made of."""
    spec = case.expectation.spec
    if not isinstance(spec, AnyOfSpec):
        return []
    return [case._replace(expectation=option) for option in spec.options if case.binding.asks(option.when)]


def _fields_of(_: Binding, spec: FieldsSpec, blocks: tuple[Block, ...]) -> tuple[FieldValue, ...]:
    return tuple(declared_fields_in(spec.fields, blocks))


def _tables_of(binding: Binding, spec: TableSpec, blocks: tuple[Block, ...]) -> TablePairing:
    return pair_tables(spec, blocks, binding.wordings)


def _with_footnotes(blocks: Iterable[Block]) -> Iterator[Block]:
    """Blocks, with what footnotes say in place of the footnotes."""
    for block in blocks:
        yield from block.blocks if isinstance(block, Footnote) else (block,)


def _down_to(place: Position, blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks above a place; of a list around it the items above."""
    for block in blocks:
        if block.range.start >= place:
            return
        if isinstance(block, ListBlock) and place < block.range.end:
            items = tuple(item for item in block.items if item.range.start < place)
            yield ListBlock(block.range, block.ordered, block.start, block.tight, items)
        else:
            yield block


def _is_unread(pair: FieldPair, unread: Range) -> bool:
    """Whether a field may be in front matter that cannot be read."""
    found = pair.found
    if found is None:
        return True
    return found.carrier == "front matter" and found.range.start < unread.end and unread.start < found.range.end


def _holds_one(place: Range, positions: Sequence[Position]) -> bool:
    """Whether one of some positions, in order, is in a range."""
    index = bisect_left(positions, place.start)
    return index < len(positions) and positions[index] < place.end
