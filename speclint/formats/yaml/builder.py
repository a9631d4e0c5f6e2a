"""From the events of the YAML library to nodes.

Owns: the exact ranges of nodes, and the errors of aliases, tags and limits.
Never: recurses, so no nesting can exhaust the stack.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from speclint.formats.yaml import tags
from speclint.formats.yaml.characters import Characters, join_surrogates
from speclint.formats.yaml.errors import Errors
from speclint.formats.yaml.fault import Fault, excerpt
from speclint.formats.yaml.loader import MAX_DEPTH, EventLoader, MarkedYAMLError, TooDeepError
from speclint.formats.yaml.messages import explain
from speclint.formats.yaml.nodes import YamlScalar
from speclint.formats.yaml.result import YamlResult
from speclint.formats.yaml.tree import Built, Tree

if TYPE_CHECKING:
    from speclint.base.source import SourceFile

MAX_NODES = 100_000
"""How many values one text may hold, those that aliases repeat counted each time."""

# An anchor or a tag, and the blanks and comments up to what it belongs to.
_PROPERTY = re.compile(r"(?:!<[^>\s]*>|[&!][^\s,\[\]{}]*)[ \t\r\n]*(?:#[^\r\n]*[\r\n \t]*)*")
_COLON = re.compile(r"[ \t\r\n]*:")


class _StopReading(Exception):  # noqa: N818 - no error itself: what is wrong is noted already
    """Ends the reading. `keeps_root`: what was read so far is a whole document."""

    def __init__(self, *, keeps_root: bool = False) -> None:
        super().__init__()
        self.keeps_root = keeps_root


def build(source: SourceFile, first_line: int, *, strict: bool) -> YamlResult:
    """Read the text of `source`, whose first line is line `first_line` of its file.

    `strict` reads one document for its values; without it the text is only looked over, see `check_syntax`.
    """
    characters = Characters(source.text)
    return _Builder(Errors(source, first_line, characters.clean), characters, strict=strict).run()


class _Builder:
    def __init__(self, errors: Errors, characters: Characters, *, strict: bool) -> None:
        self._text = errors.text
        self._path = errors.path
        self._errors = errors
        self._strict = strict
        self._characters = characters
        self._tree = Tree(errors, strict=strict)
        self._documents = 0
        self._nodes = 0
        self._anchors: dict[str, Built | None] = {}
        """None marks a node that is still open: an alias to it would never end."""

    def run(self) -> YamlResult:
        for index, message in self._characters.faults:
            self._errors.add(index, index + 1, message, "Remove it, or write it as an escape in double quotes")
        loader = EventLoader(self._characters.safe)
        is_whole = False
        try:
            while loader.check_event():
                self._take(loader.get_event())
            is_whole = True
        except _StopReading as stop:
            is_whole = stop.keeps_root
        except TooDeepError as error:
            self._too_deep(error.index)
        except Exception as error:  # noqa: BLE001
            # Besides its own errors the library lets out ValueError, OverflowError and others for some broken texts
            # (an escape beyond Unicode, a tag with a bad percent sign). Whatever it is, the text cannot be read.
            self._errors.add(*explain(self._fault(loader, error)))
        return YamlResult(self._tree.root if is_whole else None, self._errors.all())

    def _fault(self, loader: EventLoader, error: Exception) -> Fault:
        open_at = loader.marks[-1].index if loader.marks else None
        if not isinstance(error, MarkedYAMLError):
            return Fault(self._text, "", "", loader.index, None, open_at)
        context_at = error.context_mark.index if error.context_mark else None
        at = error.problem_mark.index if error.problem_mark else context_at
        problem, context = error.problem or "", error.context or ""
        return Fault(self._text, problem, context, loader.index if at is None else at, context_at, open_at)

    def _take(self, event: Any) -> None:
        kind = type(event)
        if kind is ScalarEvent:
            self._scalar(event)
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            self._open(event, mapping=kind is MappingStartEvent)
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            self._close(event)
        elif kind is AliasEvent:
            self._alias(event)
        elif kind is DocumentStartEvent:
            self._document(event)

    def _document(self, event: Any) -> None:
        self._documents += 1
        self._anchors = {}
        if self._strict and self._documents > 1:
            start, end = event.start_mark.index, event.end_mark.index
            message = "Second YAML document: only one is allowed"
            self._errors.add(start, end, message, "Remove the line that separates the two")
            raise _StopReading(keeps_root=True)

    def _scalar(self, event: Any) -> None:
        start, end = self._span(event)
        self._count(1, start, end)
        text = self._characters.restore(event.value)
        bare = event.tag is None and event.anchor is None
        quoted = event.style is not None
        is_text: bool = quoted
        if event.style == '"':
            text, broken = join_surrogates(text)
            if broken:
                message = "An escape in this text is half of a surrogate pair"
                self._errors.add(start, end, message, "Write both halves, or the character itself")
        elif quoted and event.style in "|>":
            # The library ends a block scalar after the blank lines that follow it.
            end = start + len(self._text[start:end].rstrip(" \t\r\n"))
        if event.tag is not None and self._strict:
            allowed = tags.scalar_is_text(event.tag, text)
            if allowed is None:
                self._refuse_tag(event)
            else:
                is_text = allowed
        if bare and not quoted and start == end:
            if not self._tree.depth:
                return  # a document without a value
            key_end = self._tree.key_end
            if key_end is not None:
                # The library may put the empty value of a key at the next key.
                found = _COLON.match(self._text, key_end)
                start = end = found.end() if found else key_end
        node = YamlScalar(self._errors.range(start, end), self._path, text, quoted=quoted, is_text=is_text)
        built = Built(node, 1, 0, start, end)
        if event.anchor is not None:
            self._anchors[event.anchor] = built
        self._tree.add(built)

    def _alias(self, event: Any) -> None:
        start, end = event.start_mark.index, event.end_mark.index
        shown = f"`*{excerpt(self._characters.restore(event.anchor))}`"
        target = self._anchors.get(event.anchor)
        if event.anchor not in self._anchors:
            message = f"{shown} refers to an anchor that is not defined above it"
            self._errors.add(start, end, message, "Put the value in quotes if it is text that starts with `*`")
        elif target is None and self._strict:
            message = f"{shown} refers to the value that contains it"
            self._errors.add(start, end, message, "Write the value out")
        if target is None or not self._strict:
            target = Built(YamlScalar(self._errors.range(start, end), self._path, ""), 1, 0, start, end)
        self._count(target.size, start, end)
        if self._tree.depth + target.height > MAX_DEPTH:
            self._too_deep(start)
            raise _StopReading
        self._tree.add(target._replace(start=start, end=end))

    def _open(self, event: Any, *, mapping: bool) -> None:
        start, end = self._span(event)
        self._count(1, start, end)
        if self._tree.depth >= MAX_DEPTH:
            self._too_deep(start)
            raise _StopReading
        if event.tag is not None and self._strict and not tags.collection_is_allowed(event.tag, mapping=mapping):
            self._refuse_tag(event)
        if event.anchor is not None:
            self._anchors[event.anchor] = None
        self._tree.open(start, event.anchor, mapping=mapping)

    def _close(self, event: Any) -> None:
        start, end = event.start_mark.index, event.end_mark.index
        # Only a closing bracket has a width. The ends of block collections, and of the pair in `[key: value]`, are
        # put at the next token.
        built, anchor = self._tree.close(end if end > start else None)
        if anchor is not None:
            self._anchors[anchor] = built
        self._tree.add(built)

    def _span(self, event: Any) -> tuple[int, int]:
        """Where a node starts and where its event ends. The library counts its anchor and its tag as its start."""
        start, end = event.start_mark.index, event.end_mark.index
        for prefix in (event.anchor, event.tag):
            found = _PROPERTY.match(self._text, start) if prefix is not None else None
            if found:
                start = min(found.end(), max(start, end))
        return start, end

    def _count(self, nodes: int, start: int, end: int) -> None:
        self._nodes += nodes
        if self._nodes > MAX_NODES:
            message = f"The YAML has more than {MAX_NODES:,} values"
            advice = "Write fewer aliases, or move the data to another file" if nodes > 1 else ""
            self._errors.add(start, end, message, advice)
            raise _StopReading

    def _too_deep(self, index: int) -> None:
        message = f"The values are nested more than {MAX_DEPTH} levels deep"
        self._errors.add(index, index + 1, message, "Split the data, or close the open brackets")

    def _refuse_tag(self, event: Any) -> None:
        start, end = tags.written_tag(self._text, event.start_mark.index)
        message = f"The tag `{excerpt(self._text[start:end])}` is not supported"
        self._errors.add(start, end, message, "Remove it, or put the value in quotes if it is text")
