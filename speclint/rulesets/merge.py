"""Extending: what a rule file says, laid over what it starts from.

Owns: the merge of two trees and the keys that steer it (`before`, `after`, `remove`).
Never: changes a tree it was given, or resolves which file is meant by a name.

Merged trees are made of the nodes of their files, so each value still knows the file and the line it was written in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.rulesets.names import unknown_name
from speclint.rulesets.nodes import heading_id, is_true, name_of, scalar, section_id, text
from speclint.yaml_source import YamlEntry, YamlMapping, YamlNode, YamlScalar, YamlSequence

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from speclint.rulesets.collect import Collector

OWN_KEYS = frozenset({"speclint", "type", "extends", "abstract"})
"""Keys of the top level that are about the file itself. They are not inherited."""

_STEERING = frozenset({"before", "after", "remove"})
_WHOLE = frozenset({"when", "heading", "schema", "at_least_one", "exactly_one", "all_or_none", "conflicts"})
"""Mappings that are one value: half of an inherited condition beside half of another would mean neither."""

_BY_NAME = {"fields": "field", "columns": "column", "placeholders": "placeholder"}


class Merge:
    """One merge. What it cannot do goes to the collector; `removed` gathers the sections that are gone, by id."""

    def __init__(self, collector: Collector) -> None:
        self._collector = collector
        self.removed: dict[str, YamlMapping] = {}

    def inherit(self, parent: YamlMapping) -> YamlMapping:
        """A parent's tree without the keys that are about the parent itself."""
        kept = [entry for entry in parent.entries if entry.key.text not in OWN_KEYS]
        return YamlMapping(parent.range, parent.source, kept)

    def lay(self, base: YamlMapping, over: YamlMapping) -> YamlMapping:
        """`over` laid over `base`, key by key."""
        entries: list[YamlEntry] = []
        for key, inherited in base.entries:
            own = over.entry(key.text)
            if own is None:
                entries.append(YamlEntry(key, inherited))
            else:
                entries.append(YamlEntry(own.key, self._value(key.text, inherited, own.value)))
        entries += [
            YamlEntry(key, self.start(value, key.text)) for key, value in over.entries if base.entry(key.text) is None
        ]
        entries = [entry for entry in entries if entry.key.text not in _STEERING]
        return YamlMapping(over.range, over.source, _one_way(entries, over))

    def start(self, value: YamlNode, key: str) -> YamlNode:
        """A value that nothing is inherited for. What it wants to remove, or to stand beside, must be its own."""
        empty = YamlSequence(value.range, value.source, ())
        if isinstance(value, YamlSequence) and (key == "sections" or key in _BY_NAME or key == "expects"):
            return self._value(key, empty, value)
        return value

    def _value(self, key: str, base: YamlNode, over: YamlNode) -> YamlNode:
        if isinstance(base, YamlMapping) and isinstance(over, YamlMapping):
            whole = key in _WHOLE or (key == "requires" and not (_is_plain_map(base) and _is_plain_map(over)))
            return over if whole else self.lay(base, over)
        if isinstance(base, YamlSequence) and isinstance(over, YamlSequence):
            if key == "sections":
                return self._sections(base, over)
            if key in _BY_NAME:
                return self._named(key, base, over)
            if key == "expects":
                return self._expects(base, over)
        return over

    def _sections(self, base: YamlSequence, over: YamlSequence) -> YamlSequence:
        """Sections by id. New ones come last unless they say where they stand."""
        merged = list(base.items)
        moves: list[YamlNode] = []
        for section in over.items:
            index = _same_section(merged, section)
            if is_true(section, "remove"):
                if index is None:
                    self._unknown(section, "remove", section_id(section), merged)
                else:
                    self._note_removed(merged[index], section)
                    del merged[index]
                continue
            result: YamlNode = section
            inherited = merged[index] if index is not None else None
            if isinstance(section, YamlMapping):
                if isinstance(inherited, YamlMapping):
                    result = self.lay(inherited, section)
                else:
                    result = self.lay(YamlMapping(section.range, section.source, ()), section)
            if index is None:
                merged.append(result)
            else:
                merged[index] = result
            if section.get("before") is not None or section.get("after") is not None:
                moves.append(section)
        for section in moves:
            self._move(merged, section)
        return YamlSequence(over.range, over.source, merged)

    def _move(self, merged: list[YamlNode], section: YamlNode) -> None:
        key = "before" if section.get("before") is not None else "after"
        target = text(section, key)
        here = _same_section(merged, section)
        if here is None or not target:
            return
        moved = merged.pop(here)
        there = next((index for index, other in enumerate(merged) if section_id(other) == target), None)
        if there is None:
            self._unknown(section, key, target, merged)
            merged.insert(here, moved)
        else:
            merged.insert(there + (key == "after"), moved)

    def _named(self, key: str, base: YamlSequence, over: YamlSequence) -> YamlSequence:
        """Fields, columns and placeholders by name. New ones come last."""
        merged = list(base.items)
        for item in over.items:
            name = name_of(item).casefold()
            index = next((number for number, other in enumerate(merged) if name_of(other).casefold() == name), None)
            if is_true(item, "remove"):
                if index is None:
                    options = [name_of(other) for other in merged]
                    message = f"There is no inherited {_BY_NAME[key]} `{name_of(item)}` to remove"
                    said = unknown_name(message, name_of(item), options, "Inherited are")
                    self._collector.at(scalar(item, "name") or item, *said)
                else:
                    del merged[index]
                continue
            if index is None:
                merged.append(item)
                continue
            inherited = merged[index]
            if isinstance(inherited, YamlMapping) and isinstance(item, YamlMapping):
                merged[index] = self.lay(inherited, item)
            elif isinstance(item, YamlMapping):
                merged[index] = item
        return YamlSequence(over.range, over.source, merged)

    def _expects(self, base: YamlSequence, over: YamlSequence) -> YamlSequence:
        """The list takes the inherited one's place. An entry starts from the inherited one of its kind."""
        merged: list[YamlNode] = []
        for entry in over.items:
            kind = _kind(entry)
            same = [other for other in base.items if _kind(other) == kind]
            alone = kind and len(same) == 1 and sum(_kind(other) == kind for other in over.items) == 1
            inherited = same[0] if alone else YamlMapping(entry.range, entry.source, ())
            if isinstance(inherited, YamlMapping) and isinstance(entry, YamlMapping):
                merged.append(self.lay(inherited, entry))
            else:
                merged.append(entry)
        return YamlSequence(over.range, over.source, merged)

    def _note_removed(self, gone: YamlNode, by: YamlNode) -> None:
        if isinstance(by, YamlMapping):
            self.removed[section_id(gone)] = by

    def _unknown(self, section: YamlNode, key: str, target: str, merged: Sequence[YamlNode]) -> None:
        place = scalar(section, key) if key != "remove" else scalar(section, "id") or section.get("heading")
        words = "to remove" if key == "remove" else f"to stand {key}"
        options = [section_id(other) for other in merged]
        message = f"There is no section `{target}` {words}"
        self._collector.at(place or section, *unknown_name(message, target, options, "Sections beside it:"))


def _same_section(sections: Sequence[YamlNode], section: YamlNode) -> int | None:
    """Which of these sections another one is: by its id, or where it gives none, by a heading that makes the same id."""
    wanted = section_id(section)
    tests: list[Callable[[YamlNode], str]] = [section_id] if text(section, "id") else [section_id, heading_id]
    for test in tests:
        for index, other in enumerate(sections):
            if wanted and test(other) == wanted:
                return index
    return None


def _kind(entry: YamlNode) -> str:
    kinds = ("text", "table", "list", "code", "fields", "image", "link", "diagram")
    return next((kind for kind in kinds if entry.get(kind) is not None), "")


def _one_way(entries: list[YamlEntry], over: YamlMapping) -> list[YamlEntry]:
    """Without an inherited `regex` where a `glob` takes its place, and the other way round."""
    for key, other in (("regex", "glob"), ("glob", "regex")):
        if over.entry(key) is not None and over.entry(other) is None:
            entries = [entry for entry in entries if entry.key.text != other]
    return entries


def _is_plain_map(node: YamlMapping) -> bool:
    return all(isinstance(entry.value, YamlSequence) for entry in node.entries)


def origin(tree: YamlNode, path: Sequence[str | int]) -> tuple[str, int, int] | None:
    """Where a value of a merged tree was written: file, line and column. None where there is no such value.

    `path` holds keys and indices; in lists of sections, fields and the like an id or a name may stand for an index.
    """
    node = tree
    for part in path:
        found = _item(node, part) if isinstance(node, YamlSequence) else node.get(str(part))
        if found is None:
            return None
        node = found
    return node.source, *node.range.start


def _item(node: YamlSequence, part: str | int) -> YamlNode | None:
    if isinstance(part, int):
        return node.items[part] if 0 <= part < len(node.items) else None
    for item in node.items:
        if part in (section_id(item), name_of(item)) or (isinstance(item, YamlScalar) and item.text == part):
            return item
    return None
