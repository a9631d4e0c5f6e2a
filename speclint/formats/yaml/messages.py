"""What a syntax error means, in the words of a person who writes YAML.

Owns: telling the usual mistakes apart, by what the library says and by the text around it.
Never: reads YAML itself. What it does not recognise gets a plain sentence at the place that the library names.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.formats.yaml.fault import Explanation, Fault, Line, excerpt, line_above, line_at, without_comment

if TYPE_CHECKING:
    from collections.abc import Callable

_MAX_KEY = 1024

_ALIGN = "Align it with its sibling lines; a key with keys below it has no value on its own line"
_QUOTE = "Put the whole value in quotes"
TEMPLATE = "A template such as `{{ ... }}` is read as a mapping when it is not in quotes"
"""Said by the tree as well, which meets the templates that are valid YAML."""

_COLON_SPACE = re.compile(r":(?:\s|$)")
_NO_SPACE = re.compile(r"\s*(?:- +)*(?P<key>[^\s:#\"'{}\[\],&*!|>%@`]+):(?=[^\s:/])")
_ALIAS_VALUE = re.compile(r"(?:^|[:\-])\s+(\*\S*)$")
_CONFLICT = re.compile(r"^<{7}(?= )", re.MULTILINE)
_DIRECTIVE = re.compile(r"^%", re.MULTILINE)

_OPEN_QUOTE = re.compile(r"\s*(?:- +)*(?:[^\s:#\"'][^:#\"']*:\s+)?(?P<quote>[\"'])(?:(?!(?P=quote)).)*$")
_MOST_LINES_ABOVE = 20


def explain(fault: Fault) -> Explanation:
    """The explanation of a syntax error."""
    conflict = _CONFLICT.search(fault.text)
    if conflict:
        message = "Unresolved merge conflict"
        return Explanation(*conflict.span(), message, "Resolve the conflict and remove its markers")
    opened = _quote_above(fault)
    if opened is not None:
        return opened
    for words, recognise in _RECOGNISERS:
        if words in fault.problem or words in fault.context:
            found = recognise(fault)
            if found is not None:
                return found
    if fault.text[fault.at - 2 : fault.at].lower() in ("\\u", "\\x"):
        return Explanation(fault.at - 2, fault.at, "This escape is not a character", "Check its digits")
    return fault.here("This is not valid YAML", "Check the indentation and the quotes here and in the line above")


def _quote_above(fault: Fault) -> Explanation | None:
    """A quote that a line above opens and that only a quote of this line closes: what follows is then read as text."""
    above = line_above(fault.text, fault.line)
    for _ in range(_MOST_LINES_ABOVE):
        if above is None:
            break
        opened = _OPEN_QUOTE.match(above.text)
        if opened:
            if opened["quote"] not in fault.before:
                break
            at = above.start + opened.start("quote")
            message = "The quote that opens here is not closed on its line"
            return Explanation(at, at + 1, message, "Close it at the end of the value")
        if '"' in above.text or "'" in above.text:
            break
        above = line_above(fault.text, above)
    return None


# Each of these takes a fault and returns an explanation, or None to leave it to the next one.


def _second_colon(fault: Fault) -> Explanation | None:
    before = fault.before
    line = fault.line
    if len(before) > _MAX_KEY:
        message = f"A key can have {_MAX_KEY:,} characters; this one has {len(before.strip()):,}"
        return Explanation(line.first, fault.at, message, "Shorten it, or put it in quotes if it is a value")
    if re.search(r":\s", before):
        return fault.here("A value without quotes cannot contain `: `", _QUOTE)
    above = line_above(fault.text, line)
    while above is not None and above.text.lstrip().startswith("- ") and above.indent == line.indent:
        # This item is itself read as more text of a line above it, or else the key would have ended the list.
        above = line_above(fault.text, above)
    if above is None:
        return fault.here("A key is not allowed here", "Put the text in quotes if it is a value that contains `: `")
    joined = _NO_SPACE.match(above.text)
    if joined and not _COLON_SPACE.search(above.text):
        return _missing_space(above.start + joined.end("key"))
    parent = above
    while parent.indent >= line.indent and parent.indent > 0:
        higher = line_above(fault.text, parent)
        if higher is None:
            break
        parent = higher
    if parent.indent < line.indent and not without_comment(parent.text).endswith(":"):
        return Explanation(
            line.first,
            fault.at,
            f"This line is indented as if it continued the value of `{excerpt(without_comment(parent.text))}`",
            _ALIGN,
        )
    return _neither(above, above.first)


def _not_a_key(fault: Fault) -> Explanation | None:
    if fault.context_at is None:
        return None
    line = line_at(fault.text, fault.context_at)
    joined = _NO_SPACE.match(fault.text[fault.context_at : line.end])
    if joined:
        return _missing_space(fault.context_at + joined.end("key"))
    return _neither(line, fault.context_at)


def _neither(line: Line, start: int) -> Explanation:
    shown = excerpt(without_comment(line.text[start - line.start :]))
    return Explanation(
        start,
        line.end,
        f"`{shown}` is neither `key: value` nor a list item",
        "Write a colon and a space after a key; indent the line if it continues the value above",
    )


def _missing_space(colon: int) -> Explanation:
    return Explanation(colon, colon + 1, "A space is missing after this colon", "Write `key: value`")


def _bad_start(fault: Fault) -> Explanation:
    if fault.char != "\t":
        shown = "a backtick" if fault.char == "`" else f"`{fault.char}`"
        return fault.here(f"Text without quotes cannot start with {shown}", "Put it in quotes")
    rest = fault.text[fault.at : fault.line.start + len(fault.line.text)]
    end = fault.at + len(rest) - len(rest.lstrip("\t"))
    if not fault.before.strip(" -?"):
        return Explanation(fault.at, end, "A tab indents this line; YAML allows only spaces there", "Use spaces")
    advice = "Use a space, or put a value that contains a tab in quotes"
    return Explanation(fault.at, end, "A value without quotes cannot contain a tab", advice)


def _open_quote(fault: Fault) -> Explanation | None:
    if fault.context_at is None:
        return None
    advice = "Close it; put text that contains this quote in the other kind of quotes"
    return Explanation(fault.context_at, fault.context_at + 1, "The quote that opens here is never closed", advice)


def _brackets(fault: Fault) -> Explanation | None:
    """Whatever goes wrong inside `[...]` or `{...}`."""
    opened = fault.open_at
    if opened is None or fault.text[opened : opened + 1] not in ("[", "{"):
        return None
    bracket = fault.text[opened]
    closing = "]" if bracket == "[" else "}"
    on_later_line = fault.line.start > opened
    unclosed = "<stream end>" in fault.problem or "<document" in fault.problem
    if unclosed or (fault.char == ":" and on_later_line and closing not in fault.text[fault.at :]):
        message = f"The `{bracket}` that opens here is never closed"
        return Explanation(opened, opened + 1, message, f"Close it with `{closing}`, or put the value in quotes")
    if fault.char in ("]", "}"):
        if fault.char == closing:
            return fault.here("A value is missing here", "Write one, or remove the colon or the comma before it")
        message = f"`{fault.char}` cannot close the `{bracket}` that is open"
        return fault.here(message, f"Close it with `{closing}` first")
    if "node content" in fault.problem:
        return fault.here(f"A value is missing before `{fault.char}`", "Remove the extra comma")
    if fault.char == ":" and not on_later_line:
        return fault.here("A second `:` in one entry", "Separate entries by commas, or put the value in quotes")
    message = f"A comma or the closing `{closing}` is missing before this"
    return fault.here(message, "Put text with special characters in quotes")


def _no_content(fault: Fault) -> Explanation:
    if fault.char in ("]", "}", ","):
        return fault.here(f"Text without quotes cannot start with `{fault.char}`", "Put it in quotes")
    return fault.here("A value is expected here", "Put it in quotes if this is text")


def _misfit(fault: Fault) -> Explanation:
    """A line that does not fit those above it, or more text after a value that is complete."""
    before = fault.before.rstrip()
    if before.strip(" -") and not re.fullmatch(r"\s*(?:---|\.\.\.)", before):
        return _after_value(fault, before)
    if "found '-'" in fault.problem:
        message = "Found a list item where a `key: value` line is expected"
        return fault.here(message, "Indent the list below its key, or write a key above it")
    if "block collection" in fault.context and "found '?'" in fault.problem:
        message = "Found a `key: value` line where a list item is expected"
        return fault.here(message, "Start the line with `- `, or correct its indentation")
    if fault.char in ("]", "}", ","):
        return fault.here(f"`{fault.char}` has no opening bracket", "Remove it, or put the text in quotes")
    if "block mapping start" in fault.problem or "block sequence start" in fault.problem:
        above = line_above(fault.text, fault.line)
        if above is not None and above.indent < fault.line.indent:
            shown = excerpt(without_comment(above.text))
            return fault.here(f"This line is indented below `{shown}`, which has a value already", _ALIGN)
        if above is None or above.indent > fault.line.indent:
            message = "The indentation of this line fits no line above it"
            return fault.here(message, "Align it with its sibling lines")
    return fault.here("This line does not fit the lines above it", "Check its indentation")


def _after_value(fault: Fault, before: str) -> Explanation:
    last = before[-1]
    template = before.rfind("{{")
    if template >= 0:
        start = fault.line.start + template
        return Explanation(start, start + 2, TEMPLATE, _QUOTE)
    alias = _ALIAS_VALUE.search(before)
    if alias:
        start = fault.line.start + alias.start(1)
        return Explanation(start, start + 1, "Text without quotes cannot start with `*`", "Put it in quotes")
    if last in "\"'":
        if fault.char == ":":
            return _missing_space(fault.at)
        how = "write `''` for an apostrophe in it" if last == "'" else 'write `\\"` for a quote in it'
        return fault.here("Text follows the closing quote of a value", f"{_QUOTE}, and {how}")
    if last in "]}":
        return fault.here(f"Text follows the `{last}` that ends a value", _QUOTE)
    return fault.here("Text follows a value that is already complete", _QUOTE)


def _after_end(fault: Fault) -> Explanation:
    """More text where the document should be over."""
    directive = _DIRECTIVE.search(fault.text, 0, fault.at)
    if directive:
        message = "A line that starts with `%` is a directive of YAML and needs a `---` after it"
        return Explanation(*directive.span(), message, "Put it in quotes if it is text")
    return _misfit(fault)


def _escape(fault: Fault) -> Explanation:
    start, end = fault.at - 1, fault.at + 1
    shown = excerpt(fault.text[start:end])
    advice = "Use single quotes, or write two backslashes"
    return Explanation(start, end, f"`{shown}` is not an escape of double-quoted text", advice)


def _hex_escape(fault: Fault) -> Explanation:
    digits = re.search(r"of (\d)", fault.problem)
    count = digits.group(1) if digits else "more"
    start = fault.at - 2
    shown = fault.text[start : fault.at]
    advice = "Write them, or use single quotes"
    return Explanation(start, fault.at, f"`{shown}` needs {count} hexadecimal digits after it", advice)


def _text_block(fault: Fault) -> Explanation | None:
    if fault.context_at is None:
        return None
    sign = fault.text[fault.context_at : fault.context_at + 1]
    message = f"`{sign}` opens a block of text, which starts on the next line"
    advice = f"Move the text down, or put a value that starts with `{sign}` in quotes"
    return Explanation(fault.context_at, fault.context_at + 1, message, advice)


def _sign(fault: Fault) -> Explanation | None:
    """An alias, an anchor or a tag that is none: mostly text that happens to start with its sign."""
    if fault.context_at is None:
        return None
    sign = fault.text[fault.context_at : fault.context_at + 1]
    meaning = {"*": "a reference", "&": "an anchor", "!": "a tag", "%": "a directive"}.get(sign)
    if meaning is None:
        return None
    message = f"Text without quotes that starts with `{sign}` is read as {meaning} and this one is not valid"
    return Explanation(fault.context_at, fault.context_at + 1, message, "Put it in quotes")


def _saying(message: str, advice: str) -> Callable[[Fault], Explanation]:
    return lambda fault: fault.here(message, advice)


# By the library's words, the particular before the general.
_RECOGNISERS: tuple[tuple[str, Callable[[Fault], Explanation | None]], ...] = (
    ("mapping values are not allowed", _second_colon),
    ("could not find expected ':'", _not_a_key),
    ("cannot start any token", _bad_start),
    ("unexpected end of stream", _open_quote),
    ("unexpected document separator", _open_quote),
    ("while parsing a flow", _brackets),
    ("expected the node content", _no_content),
    ("expected <block end>", _misfit),
    ("sequence entries are not allowed", _saying("A list cannot start here", "Start it on a line of its own")),
    ("mapping keys are not allowed", _saying("Text without quotes cannot start with `? `", "Put it in quotes")),
    ("unknown escape character", _escape),
    ("while scanning a double-quoted scalar", _hex_escape),
    ("while scanning a block scalar", _text_block),
    ("incompatible YAML document", _saying("Unknown version of YAML", "Remove the line")),
    ("after document end marker", _saying("Text follows the `...` that ends the document", "Put it on a new line")),
    ("expected '<document start>'", _after_end),
    ("while scanning", _sign),
    ("while parsing a", _sign),
)
