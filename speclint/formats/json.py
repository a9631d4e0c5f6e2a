"""Whether a JSON sample is well-formed, as documentation writes it.

Owns: the grammar of samples (elisions, several documents, the looser dialects) and the words for what breaks it.
Never: gives values; `json` does that for files that must be exact.

A sample may leave things out: `...` stands for a value, a member or an element, and the brackets around members or elements
may be missing. JSONC adds comments and trailing
commas, JSON5 also single quotes, bare keys and more forms of numbers. Documents may follow each other on new lines.
"""

from __future__ import annotations

import re
from typing import Literal

from speclint.base.source import Position, SourceFile
from speclint.base.values import NamedTuple

Dialect = Literal["json", "jsonc", "json5"]

MAX_CHARACTERS = 1_000_000
"""Longer samples are judged by the standard parser alone, which is faster and knows no elisions."""

_NUMBER_END = r"(?!\w|\.(?!\.\.))"

# Compiled on the first sample that the standard parser refuses, which most documents do not have.
_TOKEN = rf"""
      (?P<space>    [ \t\n\r\ufeff]+ )
    | (?P<elision>  (?://|\#)[ \t]*(?:\.\.\.|…)[^\n\r]* | /\*\s*(?:\.\.\.|…).*?\*/ | <[ ]?(?:\.\.\.|…)[^<>\n]{{0,80}}> | \.\.\.+ | … )
    | (?P<comment>  //[^\n\r]* | /\*.*?\*/ )
    | (?P<string>   "(?: [^"\\\x00-\x1f] | \\(?: ["\\/bfnrt] | u[0-9a-fA-F]{{4}} ) )*" )
    | (?P<loose_string>  "(?: [^"\\\n\r] | \\(?:\r\n|.) )*" | '(?: [^'\\\n\r] | \\(?:\r\n|.) )*' )
    | (?P<value>    (?: -?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?
                      | true | false | null | NaN | -?Infinity ) {_NUMBER_END} )
    | (?P<loose_number>  [-+]?(?: 0[xX][0-9a-fA-F]+ | Infinity | NaN
                      | (?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)? ) {_NUMBER_END} )
    | (?P<name>     [^\W\d][\w$]* | \$[\w$]* )
    | (?P<mark>     [{{}}\[\]:,] )
"""

_CLOSES = {"}": "{", "]": "["}


class JsonError(NamedTuple):
    """Where a sample stops being JSON, and why."""

    position: Position
    message: str


def check_json(text: str, dialect: Dialect = "json") -> JsonError | None:
    """The first error of a sample, or None. Never raises; the time is linear in the length."""
    import json  # many documents contain no JSON

    if not text.strip():
        return None
    try:
        json.loads(text, object_pairs_hook=_once_each, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        if len(text) > MAX_CHARACTERS:
            return JsonError(Position(error.lineno, error.colno), f"The JSON is not valid: {error.msg}")
    except (RecursionError, ValueError):  # nested too deeply, or a number of very many digits
        if len(text) > MAX_CHARACTERS:
            return None
    else:
        return None
    fault = _Sample(text, dialect).fault()
    if fault is not None and _is_part(text, dialect):
        return None
    return None if fault is None else JsonError(SourceFile("", text).position(fault[0]), fault[1])


def _is_part(text: str, dialect: Dialect) -> bool:
    """Whether a sample is some members of an object or some elements of a list, without the brackets around them."""
    part = text.strip().removesuffix(",")
    # One after the other without a comma are documents, and then each must be whole.
    wholes = ("{" + part + "}",) if part.startswith('"') else ("[" + part + "]",) if part.startswith(("{", "[")) else ()
    return any(_Sample(whole, dialect).fault() is None for whole in wholes)


def _once_each(members: list[tuple[str, object]]) -> None:
    """Refuse a key that is used twice."""
    if len(dict(members)) < len(members):
        raise ValueError("a key twice")


def _no_constant(name: str) -> None:
    raise ValueError(name)


class _Sample:
    """One reading of a sample. `expect` is what may come next, in the innermost open container.

    item     a member, an element or a document, or the end of the container
    colon    the colon of a member
    value    the value of a member
    comma    a comma, or the end of the container
    """

    def __init__(self, text: str, dialect: Dialect) -> None:
        self.text = text
        self.dialect = dialect
        self.open: list[tuple[str, int]] = []
        self.keys: list[dict[str, int]] = []
        """For each open container, its keys with the offsets where they are."""
        self.expect = "item"
        self.comma: int | None = None
        """Offset of the comma just read."""
        self.elided = False
        """Whether an elision was just read: no comma is needed after it."""

    def fault(self) -> tuple[int, str] | None:
        """The offset of the first fault and its message."""
        token = re.compile(_TOKEN, re.VERBOSE | re.DOTALL)
        offset, end = 0, len(self.text)
        last = 0
        while offset < end:
            found = token.match(self.text, offset)
            if found is None:
                return offset, self._unreadable(offset)
            kind = found.lastgroup or ""
            message = None
            if kind == "comment":
                if self.dialect == "json":
                    message = "JSON has no comments"
            elif kind != "space":
                message = self._refused(kind, found[0]) or self._step(kind, found[0], offset, last)
                last = found.end()
            if message is not None:
                # A trailing comma is the mistake, not the bracket that shows it.
                place = self.comma if self.comma is not None and message.startswith("Nothing follows") else offset
                return place, message
            offset = found.end()
        if self.open:
            mark, place = self.open[-1]
            return place, f"This `{mark}` is never closed"
        if self.comma is not None:
            return self.comma, "Nothing follows this comma"
        return None

    def _step(self, kind: str, lexeme: str, offset: int, last: int) -> str | None:
        """Take one token. The message when it cannot be here; `last` is where the lexeme before it ended."""
        if kind == "elision":
            return self._elide()
        if self.expect == "comma" and lexeme != "," and lexeme not in _CLOSES:
            new_line = "\n" in self.text[last:offset] or "\r" in self.text[last:offset]
            if not self.elided and (self.open or not new_line):
                return f"A comma is missing before `{_short(lexeme)}`" if self.open else _stray(lexeme)
            self.expect = "item"
        self.elided = False
        if self.expect == "colon":
            self.expect = "value"
            return None if lexeme == ":" else f"A colon is missing before `{_short(lexeme)}`"
        if lexeme in _CLOSES:
            return self._close(lexeme)
        if lexeme == ",":
            if self.expect != "comma" or not self.open:
                return "A value is missing before this comma" if self.open else _stray(lexeme)
            self.expect, self.comma = "item", offset
            return None
        return self._begin(kind, lexeme, offset)

    def _begin(self, kind: str, lexeme: str, offset: int) -> str | None:
        """A key or a value."""
        self.comma = None
        if self.expect == "item" and self.open and self.open[-1][0] == "{":
            if kind not in ("string", "loose_string", "name"):
                return f"Expected a key in double quotes, found `{_short(lexeme)}`"
            self.expect = "colon"
            key = _key(kind, lexeme)
            first = self.keys[-1].setdefault(key, offset)
            if first != offset:
                line = SourceFile("", self.text).position(first).line
                return f"The key `{_short(key)}` is already used on line {line}"
        elif lexeme in ("{", "["):
            self.open.append((lexeme, offset))
            self.keys.append({})
            self.expect = "item"
        elif lexeme == ":":
            return "Unexpected colon"
        elif kind == "name":
            return f"`{_short(lexeme)}` is not a JSON value. Put text in double quotes"
        else:
            self.expect = "comma"
        return None

    def _elide(self) -> str | None:
        if self.expect == "colon":
            return "A colon is missing before `...`"
        self.expect, self.elided, self.comma = "comma", True, None
        return None

    def _close(self, lexeme: str) -> str | None:
        if not self.open:
            return f"`{lexeme}` has no opening bracket"
        mark, place = self.open[-1]
        if mark != _CLOSES[lexeme]:
            line = SourceFile("", self.text).position(place).line
            return f"`{lexeme}` cannot close the `{mark}` of line {line} of the code block"
        if self.expect == "value":
            return f"A value is missing before `{lexeme}`"
        if self.comma is not None and self.dialect == "json":
            return f"Nothing follows the comma before `{lexeme}`"
        self.open.pop()
        self.keys.pop()
        self.expect, self.comma = "comma", None
        return None

    def _refused(self, kind: str, lexeme: str) -> str | None:
        """What only JSON5 allows, in another dialect."""
        if self.dialect == "json5":
            return None
        if kind == "loose_string":
            if lexeme[0] == "'":
                return "JSON text needs double quotes"
            return "This text has a line break, a tab or a backslash that must be escaped"
        if kind == "loose_number" or lexeme.lstrip("-") in ("NaN", "Infinity"):
            return f"`{_short(lexeme)}` is not a JSON number"
        if kind == "name" and lexeme not in ("true", "false", "null"):
            return f"`{_short(lexeme)}` is not JSON. Put text and keys in double quotes"
        return None

    def _unreadable(self, offset: int) -> str:
        rest = self.text[offset : offset + 12]
        if rest[0] in "\"'":
            return "The quotes opened here are not closed on this line"
        if rest.startswith("/*"):
            return "This comment is never closed"
        return f"`{_short(rest.split()[0] if rest.split() else rest[0])}` is not JSON"


def _key(kind: str, lexeme: str) -> str:
    """The key that is written so."""
    import json  # many documents hold no JSON

    return str(json.loads(lexeme)) if kind == "string" else lexeme.strip("'\"")


def _stray(lexeme: str) -> str:
    return f"`{_short(lexeme)}` follows the end of the JSON"


def _short(lexeme: str) -> str:
    return lexeme if len(lexeme) <= 30 else lexeme[:29] + "…"
