"""Extending: what a rule file says, laid over what it starts from.

Owns: the merge of two trees and the keys that steer it (`before`, `after`, `remove`).
Never: changes a tree it was given, or resolves which file is meant by a name.

Merged trees are made of the nodes of their files, so each value still knows the file and the line it was written in.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from itertools import count
from typing import TYPE_CHECKING

from speclint.formats.yaml import YamlEntry, YamlMapping, YamlNode, YamlScalar, YamlSequence
from speclint.language.nodes import heading_id, is_true, name_of, scalar, section_id, text
from speclint.ruleset.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from speclint.language.collect import Collector

OWN_KEYS = frozenset({"speclint", "type", "extends", "abstract"})
"""Keys of the top level that are about the file itself. They are not inherited."""

_STEERING = frozenset({"before", "after", "remove"})
_WHOLE = frozenset({"when", "heading", "schema", "at_least_one", "exactly_one", "all_or_none", "conflicts"})
"""Mappings that are one value: half of an inherited condition next to half of another would mean neither."""

_BY_NAME = {"fields": "field", "columns": "column", "placeholders": "placeholder", "agreements": "agreement"}


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
        """A value without an inherited one. What it removes, or is placed next to, must be its own."""
        empty = YamlSequence(value.range, value.source, ())
        if isinstance(value, YamlSequence) and (key == "sections" or key in _BY_NAME or key == "expects"):
            return self._value(key, empty, value)
        return value

    def _value(self, key: str, base: YamlNode, over: YamlNode) -> YamlNode:
        if key == "vocabulary":
            return _added(base, over)
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
        """Sections by id. New ones come last unless they say where they are."""
        merged = _Sections(base.items)
        moves: list[YamlNode] = []
        for section in over.items:
            number = merged.same(section)
            if is_true(section, "remove"):
                if number is None:
                    self._unknown(section, "remove", section_id(section), merged)
                else:
                    self._note_removed(merged.take(number), section)
                continue
            result: YamlNode = section
            inherited = merged[number] if number is not None else None
            if isinstance(section, YamlMapping):
                if isinstance(inherited, YamlMapping):
                    result = self.lay(inherited, section)
                else:
                    result = self.lay(YamlMapping(section.range, section.source, ()), section)
            merged.put(number, result)
            if section.get("before") is not None or section.get("after") is not None:
                moves.append(section)
        for section in moves:
            self._move(merged, section)
        return YamlSequence(over.range, over.source, merged.in_order())

    def _move(self, merged: _Sections, section: YamlNode) -> None:
        key = "before" if section.get("before") is not None else "after"
        target = text(section, key)
        here = merged.same(section)
        if here is None or not target:
            return
        there = merged.named(target)
        if there is None or there == here:
            self._unknown(section, key, target, merged)
        else:
            merged.move(here, there, after=key == "after")

    def _named(self, key: str, base: YamlSequence, over: YamlSequence) -> YamlSequence:
        """Fields, columns, placeholders and agreements by name. New ones, and those without a name, come last."""
        known = {(other.source, other.range) for other in base.items} if key == "agreements" else set()
        merged: dict[int, YamlNode] = dict(enumerate(base.items))
        by_name: dict[str, int] = {}
        numbers = count(len(merged))
        for number, other in merged.items():
            by_name.setdefault(name_of(other).casefold(), number)
        for item in over.items:
            name = name_of(item).casefold()
            index = by_name.get(name)
            if key == "agreements" and not name:
                # It may come by two ways from one rule set.
                if (item.source, item.range) not in known:
                    merged[next(numbers)] = item
                continue
            if is_true(item, "remove"):
                if index is None:
                    options = [name_of(other) for other in merged.values()]
                    message = f"Unknown {_BY_NAME[key]} `{name_of(item)}` to remove"
                    said = self._collector.unknown_name(message, name_of(item), options, "Use one of:")
                    self._collector.at(scalar(item, "name") or item, *said)
                else:
                    del merged[index], by_name[name]
                continue
            if index is None:
                by_name[name] = next(numbers)
                merged[by_name[name]] = item
                continue
            inherited = merged[index]
            if isinstance(inherited, YamlMapping) and isinstance(item, YamlMapping):
                merged[index] = self.lay(inherited, item)
            elif isinstance(item, YamlMapping):
                merged[index] = item
        return YamlSequence(over.range, over.source, list(merged.values()))

    def _expects(self, base: YamlSequence, over: YamlSequence) -> YamlSequence:
        """The list takes the inherited one's place. An entry starts from the inherited one of its kind."""
        merged: list[YamlNode] = []
        kinds = Counter(map(_kind, over.items))
        inherited_of: dict[str, list[YamlNode]] = {}
        for other in base.items:
            inherited_of.setdefault(_kind(other), []).append(other)
        for entry in over.items:
            kind = _kind(entry)
            same = inherited_of.get(kind, [])
            alone = kind and len(same) == 1 and kinds[kind] == 1
            inherited = same[0] if alone else YamlMapping(entry.range, entry.source, ())
            if isinstance(inherited, YamlMapping) and isinstance(entry, YamlMapping):
                merged.append(self.lay(inherited, entry))
            else:
                merged.append(entry)
        return YamlSequence(over.range, over.source, merged)

    def _note_removed(self, gone: YamlNode, by: YamlNode) -> None:
        if isinstance(by, YamlMapping):
            self.removed[section_id(gone)] = by

    def _unknown(self, section: YamlNode, key: str, target: str, merged: _Sections) -> None:
        place = scalar(section, key) if key != "remove" else scalar(section, "id") or section.get("heading")
        words = "to remove" if key == "remove" else f"in `{key}`"
        itself = section_id(section)
        options = [each for each in merged.ids() if key == "remove" or each != itself]
        message = f"Unknown section `{target}` {words}"
        self._collector.at(place or section, *self._collector.unknown_name(message, target, options, "Use one of:"))


def _added(base: YamlNode, over: YamlNode) -> YamlNode:
    """Mappings with lists in them, as one: keys and items of both."""
    if isinstance(base, YamlMapping) and isinstance(over, YamlMapping):
        entries = []
        for key, inherited in base.entries:
            own = over.entry(key.text)
            entries.append(
                YamlEntry(key, inherited) if own is None else YamlEntry(own.key, _added(inherited, own.value))
            )
        entries += [entry for entry in over.entries if base.entry(entry.key.text) is None]
        return YamlMapping(over.range, over.source, entries)
    if isinstance(base, YamlSequence) and isinstance(over, YamlSequence):
        return YamlSequence(over.range, over.source, [*base.items, *over.items])
    return over


class _Sections:
    """Sections in their order, found by id. A broken one without an id is itself alone, however often it is inherited."""

    def __init__(self, sections: Sequence[YamlNode]) -> None:
        self._nodes: dict[int, YamlNode] = {}
        self._by_id: dict[str, list[int]] = {}
        self._by_heading: dict[str, list[int]] = {}
        self._next: dict[int, int] = {-1: -1}
        self._previous: dict[int, int] = {-1: -1}
        self._count = 0
        for section in sections:
            self.put(None, section)

    def __getitem__(self, number: int) -> YamlNode:
        return self._nodes[number]

    def same(self, section: YamlNode) -> int | None:
        """Which of these another one is: by its id, or where it gives none, by a heading that makes the same id."""
        wanted = _key(section)
        found = self._by_id.get(wanted)
        if not found and not text(section, "id"):
            found = self._by_heading.get(wanted)
        return found[0] if found else None

    def named(self, id: str) -> int | None:
        """The section with an id."""
        found = self._by_id.get(id)
        return found[0] if found else None

    def ids(self) -> list[str]:
        """The ids, in order."""
        return [section_id(section) for section in self.in_order()]

    def put(self, number: int | None, section: YamlNode) -> None:
        """Put a section in the place of another, or last."""
        if number is None:
            number = self._count
            self._count += 1
            self._link(self._previous[-1], number, -1)
        else:
            self._forget(number)
        self._nodes[number] = section
        insort(self._by_id.setdefault(_key(section), []), number)
        if heading := heading_id(section):
            insort(self._by_heading.setdefault(heading, []), number)

    def take(self, number: int) -> YamlNode:
        """Take a section away."""
        self._forget(number)
        self._unlink(number)
        return self._nodes.pop(number)

    def move(self, number: int, target: int, *, after: bool) -> None:
        """Put a section right before or after another one."""
        self._unlink(number)
        if after:
            self._link(target, number, self._next[target])
        else:
            self._link(self._previous[target], number, target)

    def in_order(self) -> list[YamlNode]:
        """The sections."""
        found, number = [], self._next[-1]
        while number >= 0:
            found.append(self._nodes[number])
            number = self._next[number]
        return found

    def _forget(self, number: int) -> None:
        section = self._nodes[number]
        for index, key in ((self._by_id, _key(section)), (self._by_heading, heading_id(section))):
            numbers = index.get(key, [])
            at = bisect_left(numbers, number)
            if at < len(numbers) and numbers[at] == number:
                del numbers[at]

    def _link(self, before: int, number: int, after: int) -> None:
        self._next[before] = self._previous[after] = number
        self._previous[number], self._next[number] = before, after

    def _unlink(self, number: int) -> None:
        before, after = self._previous.pop(number), self._next.pop(number)
        self._next[before], self._previous[after] = after, before


def _key(section: YamlNode) -> str:
    """The id of a section; where it has none, its place, which is not a valid id."""
    line, column = section.range.start
    return section_id(section) or f"\0{section.source}:{line}:{column}"


def _kind(entry: YamlNode) -> str:
    """The kind of an entry that an inherited one of its kind can be the start of; "" for no such entry."""
    return next((kind.key for kind in KINDS if kind.inherits and entry.get(kind.key) is not None), "")


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
