"""What must hold between the keys of one rule file, whatever it extends.

Owns: exactly-one rules, minimum and maximum, names given twice.
Never: looks at inherited values (see `speclint.language.meaning`), or at the shape of a single value (see `schema`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.formats.yaml import YamlMapping, YamlNode, YamlScalar
from speclint.language.collect import related
from speclint.language.keys import bounds
from speclint.language.nodes import (
    CELL_TESTS,
    RELATIONS,
    SELECTORS,
    declared_content,
    items,
    mappings,
    name_of,
    places,
    scalar,
    section_id,
)
from speclint.ruleset.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from speclint.language.collect import Collector

_CONDITIONS = ("field", "section", "family", "all", "any", "not")


def check_structure(root: YamlMapping, collector: Collector) -> None:
    """Check one file's own tree."""
    check = _Structure(collector)
    check.scope(root)
    check.whole(root)
    check.named(items(root, "fields"), "field")
    check.named(items(root, "placeholders"), "placeholder")
    for entry in (*mappings(root, "fields"), *mappings(root, "references"), *mappings(root, "agreements")):
        check.condition(entry.get("when"))
    check.named(mappings(root, "agreements"), "agreement")
    for agreement in mappings(root, "agreements"):
        check.agreement(agreement)
    title = root.get("document_title")
    if isinstance(title, YamlMapping) and title.entry("regex") and title.entry("glob"):
        collector.at(title, "`document_title` has both `regex` and `glob`", "Keep one of them")


class _Structure:
    def __init__(self, collector: Collector) -> None:
        self._collector = collector

    def scope(self, node: YamlMapping) -> None:
        """The top level or a section: its subsections."""
        self._twice(
            (section for section in mappings(node, "sections") if section_id(section)),
            section_id,
            lambda name: (f"Duplicate section id `{name}`", "Give one of them another `id`"),
            _place_of_section,
        )
        for section in mappings(node, "sections"):
            self._section(section)

    def named(self, nodes: Iterable[YamlNode], what: str) -> None:
        """Fields, columns or placeholders: no name twice."""
        self._twice(
            (node for node in nodes if name_of(node)),
            lambda node: name_of(node).casefold(),
            lambda name: (f"Duplicate {what} `{name}`", "Merge the two, or rename one"),
            lambda node: scalar(node, "name") or node,
        )

    def agreement(self, node: YamlMapping) -> None:
        """One agreement: values, and one thing that must hold of them."""
        if self._collector.is_shaken(node):
            return
        found = [key for key in RELATIONS if node.entry(key)]
        if len(found) > 1:
            message = f"An agreement needs exactly one of {_keys(RELATIONS)}: found {_found(found)}"
            self._collector.at(node, message, "Write for example `in: {section: services, column: Service}`")
        for key in ("min", "max"):
            entry = node.entry(key)
            if entry is not None and found and found != ["type"]:
                message = f"`{key}` needs `type`"
                self._collector.add(entry.key.source, entry.key.range, message, "Remove it")
        for key, wanted in (("series", "in"), ("all_but_one", "in"), ("siblings", "unique")):
            entry = node.entry(key)
            if entry is not None and found and found != [wanted]:
                message = f"`{key}` needs `{wanted}`"
                self._collector.add(entry.key.source, entry.key.range, message, "Remove it")
        each = node.get("each")
        if found == ["alike"] and isinstance(each, YamlMapping):
            keys = {key for key in ("parts", "matches", "column") if each.entry(key)}
            if keys not in ({"parts", "matches"}, {"column"}):
                message = "`alike` needs `parts` and `matches`, or a `column`"
                self._collector.at(each, message, "Write `{parts: true, matches: ...}` or `{column: ...}`")
        self._values(each)
        for place in places(node):
            self._values(place)

    def _values(self, node: YamlNode | None) -> None:
        """Where the values of an agreement are: one way to find them, and perhaps what counts of each."""
        if not isinstance(node, YamlMapping) or self._collector.is_shaken(node):
            return
        found = [key for key in SELECTORS if node.entry(key)]
        if len(found) > 1 or not (found or node.entry("matches")):
            message = f"Values need exactly one of {_keys((*SELECTORS, 'matches'))}: found {_found(found)}"
            self._collector.at(node, message, "Write for example `{section: services, column: Service}`")
            return
        for key, wanted in (("rows", ("column", "data")), ("by", ("column", "data"))):
            entry = node.entry(key)
            if entry is not None and not set(found).intersection(wanted):
                message = f"`{key}` needs {' or '.join(f'`{each}`' for each in wanted)}"
                self._collector.add(entry.key.source, entry.key.range, message, "Remove it")

    def condition(self, node: YamlNode | None) -> None:
        """One condition and those inside it."""
        if not isinstance(node, YamlMapping) or self._collector.is_shaken(node):
            return
        found = [key for key in _CONDITIONS if node.entry(key)]
        if len(found) != 1:
            words = " and ".join(f"`{key}`" for key in found) if found else "none"
            message = (
                f"A condition needs exactly one of `field`, `section`, `family`, `all`, `any` and `not`: found {words}"
            )
            self._collector.at(node, message, "Join conditions with `all: [...]` or `any: [...]`" if found else "")
            return
        allowed = {"field": ("is", "matches", "present"), "section": ("present",)}.get(found[0], ())
        for key in ("is", "matches", "present"):
            entry = node.entry(key)
            if entry is not None and key not in allowed:
                message = f"`{key}` cannot be combined with `{found[0]}`"
                self._collector.add(entry.key.source, entry.key.range, message, "Remove it, or use `field`")
        present = scalar(node, "present")
        if present is not None and present.value is False:
            for key in ("is", "matches"):
                entry = node.entry(key)
                if entry is not None:
                    message = f"`{key}` cannot be combined with `present: false`"
                    self._collector.add(entry.key.source, entry.key.range, message, "Remove one of the two")
        for inner in (*mappings(node, "all"), *mappings(node, "any"), node.get("not")):
            self.condition(inner)

    def whole(self, root: YamlMapping) -> None:
        """What the whole document must contain."""
        for entry in declared_content(root):
            self._expectation(entry)
            fields = entry.entry("fields")
            if fields is not None:
                message = "`fields` cannot be expected of the whole document"
                mend = "Declare them under `fields` at the top level, or in the section that has them"
                self._collector.add(fields.key.source, fields.key.range, message, mend)

    def _section(self, section: YamlMapping) -> None:
        collector = self._collector
        if not section.entry("heading") and not section.entry("id") and not collector.is_shaken(section):
            collector.add(
                section.source,
                section.range._replace(end=section.range.start),
                "This section has neither a `heading` nor an `id`",
                "Add `heading: ...`; to change an inherited section, its `id` is enough",
            )
        before, after = section.entry("before"), section.entry("after")
        if before and after:
            message = "`before` cannot be combined with `after`"
            collector.add(after.key.source, after.key.range, message, "Keep one of them")
        self._heading(section.get("heading"))
        self.condition(section.get("when"))
        for entry in declared_content(section):
            self._expectation(entry)
        self.scope(section)

    def _heading(self, heading: YamlNode | None) -> None:
        if not isinstance(heading, YamlMapping) or self._collector.is_shaken(heading):
            return
        if bool(heading.entry("regex")) == bool(heading.entry("glob")):
            found = "both" if heading.entry("regex") else "neither"
            message = f"A heading needs `regex` or `glob`: found {found}"
            self._collector.at(heading, message, 'Write `heading: {regex: "..."}`, or the heading itself')

    def _expectation(self, entry: YamlMapping) -> None:
        kinds = [kind.key for kind in KINDS if entry.entry(kind.key)]
        if len(kinds) != 1 and not self._collector.is_shaken(entry):
            if kinds:
                second = entry.entry(kinds[1])
                words = " and ".join(f"`{kind}`" for kind in kinds)
                message = f"An entry of `expects` needs exactly one kind: found {words}"
                place = second.key if second is not None else entry
                self._collector.at(place, message, "Begin a new entry with `- ` for each kind")
            else:
                message = f"An entry of `expects` needs one of {', '.join(f'`{kind.key}`' for kind in KINDS)}"
                self._collector.at(entry, message, "Write for example `text: {min_words: 10}`")
        self.condition(entry.get("when"))
        for kind in KINDS:
            for bound in bounds(kind):
                self._bounds(entry.get(kind.key), *bound)
        self.named(items(entry, "fields"), "field")
        for field in mappings(entry, "fields"):
            self.condition(field.get("when"))
        table = entry.get("table")
        self.named(items(table, "columns"), "column")
        for row in mappings(table, "rows"):
            for part in (row.get("when"), row.get("then")):
                for cell in part.entries if isinstance(part, YamlMapping) else ():
                    self._cell(cell.value)

    def _cell(self, cell: YamlNode) -> None:
        """What a cell of a row must be like: one thing, and perhaps what counts of it."""
        if not isinstance(cell, YamlMapping) or self._collector.is_shaken(cell):
            return
        found = [key for key in CELL_TESTS if cell.entry(key)]
        if len(found) != 1 or (found == ["regex"] and cell.entry("matches")):
            message = f"A cell needs exactly one of {_keys(CELL_TESTS)}: found {_found(found)}"
            if len(found) == 1:
                message = "`matches` cannot be combined with `regex`"
            self._collector.at(cell, message, 'Write for example `{regex: "..."}`, or the value itself')

    def _bounds(self, node: YamlNode | None, low: str, high: str, default: int) -> None:
        least, most = scalar(node, low), scalar(node, high)
        floor = _number(least) if least is not None else default
        ceiling = _number(most)
        if most is None or floor is None or ceiling is None or floor <= ceiling:
            return
        if least is None:
            message = f"`{high}` is {ceiling}, less than the default of `{low}`, which is {floor}"
            self._collector.at(most, message, f"Add `{low}: {ceiling}`, or raise `{high}`")
        else:
            self._collector.at(
                most, f"`{high}` is {ceiling}, less than `{low}`, which is {floor}", "Swap the two numbers"
            )

    def _twice(
        self,
        nodes: Iterable[YamlNode],
        name: Callable[[YamlNode], str],
        words: Callable[[str], tuple[str, str]],
        place: Callable[[YamlNode], YamlNode],
    ) -> None:
        first: dict[str, YamlNode] = {}
        for node in nodes:
            same = first.setdefault(name(node), node)
            if same is not node:
                message, mend = words(name(node))
                self._collector.at(place(node), message, mend, related(place(same), "first defined here"))


def _keys(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _found(names: list[str]) -> str:
    return " and ".join(f"`{name}`" for name in names) if names else "none"


def _place_of_section(section: YamlNode) -> YamlNode:
    return scalar(section, "id") or section.get("heading") or section


def _number(node: YamlScalar | None) -> int | None:
    return node.value if node is not None and type(node.value) is int else None
