"""The YAML library, set up as a source of events.

Owns: everything that depends on the library's insides. It is loaded only when YAML text is read.
Never: builds values; it uses no constructor of the library, so no tag can create an object.

Events are taken and not the library's node trees: an alias has a place of its own only as an event, and the library
composes trees by recursion, which deep nesting breaks.
"""

from __future__ import annotations

import re
from typing import Any

from ruamel.yaml.docinfo import DocInfo
from ruamel.yaml.error import MarkedYAMLError, StreamMark
from ruamel.yaml.parser import Parser
from ruamel.yaml.reader import Reader
from ruamel.yaml.scanner import Scanner
from ruamel.yaml.tokens import ScalarToken

MAX_DEPTH = 100
"""The deepest nesting that is read. The library's time grows with the square of open brackets."""

_MAX_TAG = 1024

_BLANKS = re.compile(r"[ \t]+")

_WORDS = r"[\w'\u2019/().%+*-]+(?: [\w'\u2019/().%+*-]+)*"
_IN_BLOCK = re.compile(rf"{_WORDS}(?=:[ \n])")
_IN_FLOW = re.compile(rf"{_WORDS}(?=[,\]}}]|:[ \n])")
"""A value without quotes of words alone, which ends on its line."""


class TooDeepError(Exception):
    """Nesting beyond the limit, met while looking ahead. `index` is where it is in the text."""

    def __init__(self, index: int) -> None:
        super().__init__(index)
        self.index = index


class EventLoader(Reader, Scanner, Parser):
    """Gives the events of a text by `check_event` and `get_event`.

    Values are never resolved here, and the text is read as YAML 1.2 whatever its directive says.
    """

    # The library finds its parts through properties that look each other up; plain attributes are a third faster.
    reader: Any = None
    scanner: Any = None
    resolver: Any = None
    processing_version = (1, 2)
    scanner_processing_version = (1, 2)
    comment_handling = None

    def __init__(self, text: str) -> None:
        self.reader = self.scanner = self.resolver = self
        self.doc_infos = [DocInfo()]
        Reader.__init__(self, text, loader=self)
        Scanner.__init__(self, loader=self)
        Parser.__init__(self, loader=self)

    def get_mark(self) -> StreamMark:
        """The current place, without the copy of the text that the library's own marks carry."""
        return StreamMark(None, self.index, self.line, self.column)

    def need_more_tokens(self) -> bool:
        """Whether the next token is not yet certain. The library's answer, with the common case first."""
        if self.tokens and not self.possible_simple_keys:
            return False
        return bool(super().need_more_tokens())

    def check_token(self, *choices: type) -> bool:
        """Whether there is a next token, of one of the types `choices`. The library's answer, in fewer steps."""
        if not self.tokens or self.possible_simple_keys:
            while self.need_more_tokens():
                self.fetch_more_tokens()
        return bool(self.tokens) and (not choices or isinstance(self.tokens[0], choices))

    def forward(self, length: int = 1) -> None:
        """Move on in the text. Within a line that needs no look at each character."""
        end = self.pointer + length
        passed = self.buffer[self.pointer : end]
        if "\n" in passed or "\r" in passed or "\ufeff" in passed or end >= len(self.buffer):
            super().forward(length)
            return
        self.pointer = end
        self.index += length
        self.column += length

    def scan_plain(self) -> Any:
        """Read a value without quotes. The library's answer; most are words, which need no look at each character."""
        found = (_IN_FLOW if self.flow_level else _IN_BLOCK).match(self.buffer, self.pointer)
        if found is None:
            return super().scan_plain()
        start = self.get_mark()
        self.allow_simple_key = False
        self.forward(found.end() - self.pointer)
        return ScalarToken(found.group(), True, start, self.get_mark())

    def scan_tag(self) -> Any:
        """Read a tag, up to a limit: the library's time grows with the square of its length."""
        token = super().scan_tag()
        if token.end_mark.index - token.start_mark.index > _MAX_TAG:
            raise MarkedYAMLError("while scanning a tag", token.start_mark, "too long", token.start_mark)
        return token

    def fetch_flow_collection_start(self, token: Any, to_push: str) -> None:
        """Open a bracket, up to the limit: the scanner runs ahead of the events, where depth is counted too."""
        if self.flow_level >= MAX_DEPTH:
            raise TooDeepError(self.index)
        super().fetch_flow_collection_start(token, to_push)

    def scan_to_next_token(self) -> None:
        """Skip blanks and comments.

        YAML 1.2 allows a tab between tokens and at the end of a line; the library refuses both. Tabs that indent stay
        an error.
        """
        super().scan_to_next_token()
        while self.peek() == "\t":
            run = _BLANKS.match(self.buffer, self.pointer)
            blanks = len(run.group()) if run else 1
            if self.peek(blanks) not in "\0\r\n#" and not self._after_colon():
                return
            self.forward(blanks)
            super().scan_to_next_token()

    def scan_block_scalar_indentation(self) -> tuple[list[str], int, StreamMark]:
        """Find the indentation of a block scalar.

        Gives the line ends before its first line, the indentation, and where those lines end. The library refuses a
        blank line at the start that has fewer blanks than the text, which YAML allows.
        """
        breaks: list[str] = []
        indent = 0
        end_mark = self.get_mark()
        while self.peek() in " \r\n":
            if self.peek() == " ":
                self.forward()
                indent = max(indent, self.column)
            else:
                breaks.append(self.scan_line_break())
                end_mark = self.get_mark()
        return breaks, indent, end_mark

    def _after_colon(self) -> bool:
        """Whether only blanks are between a key's colon and here, so that a value on this line comes next."""
        pointer = self.pointer - 1
        while self.buffer[pointer] in " \t":
            pointer -= 1
        return bool(self.buffer[pointer] == ":" and not self.allow_simple_key)


__all__ = ["MAX_DEPTH", "EventLoader", "MarkedYAMLError", "TooDeepError"]
