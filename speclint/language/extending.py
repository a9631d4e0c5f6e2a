"""Which rule sets a rule file starts from.

Owns: the names and paths in `extends`, the order of parents, cycles, and which of two files of one type counts.
Never: merges values itself (see `merge`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.suggest import closest, suggesting
from speclint.base.values import NamedTuple
from speclint.formats.yaml import YamlMapping
from speclint.language.merge import Merge
from speclint.language.nodes import texts

if TYPE_CHECKING:
    from speclint.formats.yaml import YamlScalar
    from speclint.language.collect import Collector
    from speclint.language.loaded import RuleFile


_MOST = 50
"""Other rule files that one may build on, all levels together: each is merged with all those below it."""


class Origin(NamedTuple):
    """A rule file that was read: its tree, and its type ("" where it does not say)."""

    file: RuleFile
    root: YamlMapping
    type: str


class Merged(NamedTuple):
    """A rule file with all that it extends. `sources`: the paths of the files, the most basic first."""

    tree: YamlMapping
    sources: tuple[str, ...]
    removed: dict[str, YamlMapping]


class Resolver:
    """Finds and merges what files extend, each once."""

    def __init__(self, origins: list[Origin], collector: Collector) -> None:
        self._collector = collector
        self.lacks = False
        """Whether a file extends another that is not among the origins."""
        self._by_path = {normal_path(origin.file.path): origin for origin in origins}
        self._own = {origin.type: origin for origin in origins if origin.type and not origin.file.bundled}
        self._bundled = {origin.type: origin for origin in origins if origin.type and origin.file.bundled}
        self._done: dict[str, Merged | None] = {}
        self._open: list[Origin] = []

    def effective(self, origin: Origin) -> bool:
        """Whether this file decides on its type: a user's file comes before a bundled one."""
        return bool(origin.type) and (self._own.get(origin.type) or self._bundled[origin.type]) is origin

    def merged(self, origin: Origin) -> Merged | None:
        """The merged tree of a file; None where what it extends cannot be found or never ends."""
        path = origin.file.path
        if path in self._done:
            return self._done[path]
        if self._has_too_many(origin):
            message = f"This rule set extends more than {_MOST} others"
            mend = "Move what they share into one file, and extend that"
            self._collector.at(origin.root.get("extends") or origin.root, message, mend)
            self._done[path] = None
            return None
        self._open.append(origin)
        result = self._merge(origin)
        self._open.pop()
        self._done[path] = result
        return result

    def _has_too_many(self, origin: Origin) -> bool:
        """Whether a file builds on more others than may be. Nothing is merged to find out."""
        waiting, seen = [origin], {origin.file.path}
        while waiting and len(seen) <= _MOST + 1:
            current = waiting.pop()
            for name in texts(current.root.get("extends"))[: _MOST + 2]:
                parent = self._by_name(current, name.text)
                if parent is not None and parent.file.path not in seen:
                    seen.add(parent.file.path)
                    waiting.append(parent)
        return len(seen) > _MOST + 1

    def _merge(self, origin: Origin) -> Merged | None:
        merge = Merge(self._collector)
        removed: dict[str, YamlMapping] = {}
        sources: dict[str, None] = {}
        base = YamlMapping(origin.root.range, origin.root.source, ())
        complete = True
        for name in texts(origin.root.get("extends")):
            parent = self._parent(origin, name)
            merged = self.merged(parent) if parent is not None else None
            if merged is None:
                complete = False
                continue
            removed.update(merged.removed)
            sources.update(dict.fromkeys(merged.sources))
            base = merge.lay(base, merge.inherit(merged.tree))
        if not complete:
            # Without a parent, much would seem to be missing that is only inherited.
            return None
        sources[origin.file.path] = None
        tree = merge.lay(base, origin.root)
        removed.update(merge.removed)
        return Merged(tree, tuple(sources), removed)

    def _parent(self, origin: Origin, name: YamlScalar) -> Origin | None:
        found = self._by_name(origin, name.text)
        if found is None:
            self.lacks = True
            self._unknown(origin, name)
            return None
        if found in self._open:
            chain = [*self._open[self._open.index(found) :], found]
            words = " -> ".join(link.type or link.file.path for link in chain)
            if len(chain) == 2:
                message = f"The rule set `{words.split(' -> ')[0]}` extends itself"
                bundled = origin.type in self._bundled
                mend = "Remove it from `extends`" if bundled else "No bundled rule set has this type"
            else:
                message = f"Circular `extends`: {words}"
                mend = "Remove one of these `extends`"
            self._collector.at(name, message, mend)
            return None
        return found

    def _by_name(self, origin: Origin, name: str) -> Origin | None:
        if is_path(name):
            folder = origin.file.path.replace("\\", "/").rpartition("/")[0]
            joined = name if name.startswith("/") else f"{folder}/{name}" if folder else name
            return self._by_path.get(normal_path(joined))
        # Among the bundled rule sets, and for a rule set that extends its own type, the bundled one is meant.
        if origin.file.bundled or (name == origin.type and name in self._bundled):
            return self._bundled.get(name)
        return self._own.get(name) or self._bundled.get(name)

    def _unknown(self, origin: Origin, name: YamlScalar) -> None:
        if is_path(name.text):
            options = [other for other in self._by_path if other != normal_path(origin.file.path)]
            # Of several files, the one with the most similar path is often another one's base.
            found = closest(name.text, options) if len(options) == 1 else None
            message = suggesting(f"Unknown rule file `{name.text}`", found)
            self._collector.at(name, message, "Use a path relative to this file")
            return
        options = sorted({*self._own, *self._bundled} - {origin.type})
        message = f"Unknown rule set `{name.text}` in `extends`"
        self._collector.at(name, *self._collector.unknown_name(message, name.text, options, "Use one of:"))


def is_path(name: str) -> bool:
    """Whether an entry of `extends` is a path and not a type."""
    return "/" in name or "\\" in name or name.endswith((".yaml", ".yml"))


def normal_path(path: str) -> str:
    """A path without `.` and `..`, with forward slashes.

    >>> normal_path("rules/./sub/../base.yaml")
    'rules/base.yaml'
    """
    text = path.replace("\\", "/")
    parts: list[str] = []
    for part in text.split("/"):
        if part == ".." and parts and parts[-1] != "..":
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return ("/" if text.startswith("/") else "") + "/".join(parts)
