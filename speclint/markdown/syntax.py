"""What Markdown looks like to GitHub: the patterns and the small scanners that block and inline parsing share.

Owns: HTML as CommonMark defines it, link labels, link destinations and titles.
Never: builds a block or knows a position in a file.
"""

from __future__ import annotations

import html
import re

BLANKS = " \t\v\f"
"""What is stripped around a text. `str.strip()` alone would also take a no-break space, which is text."""

_ATTRIBUTE = r"""[ \t\v\f\n]+[a-zA-Z_:][a-zA-Z0-9_.:-]*(?:[ \t\v\f\n]*=[ \t\v\f\n]*(?:[^\s"'=<>`]+|'[^']*'|"[^"]*"))?"""
_TAG = rf"[A-Za-z][A-Za-z0-9-]*(?:{_ATTRIBUTE})*[ \t\v\f\n]*/?>|/[A-Za-z][A-Za-z0-9-]*[ \t\v\f\n]*>"

# Inside a block the tag has to end on its line, so the same pattern is used with the line ends taken out.
_TAG_IN_LINE = _TAG.replace(r"\n", "").replace("[^']", r"[^'\n]").replace('[^"]', r'[^"\n]')

_BLOCK_TAGS = (
    "address|article|aside|basefont|base|blockquote|body|caption|center|colgroup|col|dd|details|dialog|dir|div|dl|dt|"
    "fieldset|figcaption|figure|footer|form|frameset|frame|h[1-6]|header|head|hr|html|iframe|legend|link|li|main|"
    "menuitem|menu|nav|noframes|ol|optgroup|option|param|p|section|source|title|summary|table|tbody|td|tfoot|thead|"
    "th|tr|track|ul"
)

THEMATIC_BREAK = r" {0,3}(?:-[ \t]*-[ \t]*-[- \t]*|_[ \t]*_[ \t]*_[_ \t]*|\*[ \t]*\*[ \t]*\*[* \t]*)$"

# The kinds 1 to 6 of HTML block (CommonMark 4.6): those that may be right below a paragraph.
HTML_INTERRUPTS = (
    r"<(?:!--|\?|![A-Za-z]|!\[CDATA\[|(?i:script|pre|textarea|style)(?:[ \t\v\f>]|$)"
    rf"|/?(?i:{_BLOCK_TAGS})(?:[ \t\v\f]|/?>|$))"
)
# Kind 7: any other complete tag that is alone on its line.
HTML_START = rf"(?:{HTML_INTERRUPTS}|<(?:{_TAG_IN_LINE})[ \t\v\f]*$)"

FOOTNOTE_MARK = r"\[\^[^\] \t\n]+\]:[ \t]*"
"""What begins a footnote. Like a heading it may be right below a paragraph or a table."""

# How a block of the kinds 1 to 5 ends, by its first characters. All others end at a blank line.
_RAW_TEXT_START = re.compile(r"<(?:script|pre|textarea|style)(?:[ \t\v\f\n>]|$)", re.IGNORECASE)
_RAW_TEXT_END = re.compile(r"</(?:script|pre|textarea|style)>", re.IGNORECASE)
_MARKED_ENDS = (
    ("<!--", re.compile("-->")),
    ("<?", re.compile(r"\?>")),
    ("<![CDATA[", re.compile(r"\]\]>")),
    ("<!", re.compile(">")),
)

INLINE_TAG = re.compile(rf"<(?:{_TAG})")
"""A complete opening or closing tag, possibly over several lines."""

ESCAPABLE = r"[!\"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~]"
_ESCAPE_OR_ENTITY = re.compile(
    rf"\\({ESCAPABLE})|&(?:#[xX][0-9a-fA-F]{{1,6}}|#[0-9]{{1,7}}|[A-Za-z][A-Za-z0-9]{{1,31}});"
)

# A label holds no unescaped bracket, is not blank and has at most 999 characters.
LABEL = re.compile(r"\[((?:[^\\\[\]]|\\[\s\S]){1,1000})\]")
_ANGLE_DESTINATION = re.compile(r"<((?:[^<>\n\\]|\\.)*)>")
_DESTINATION_PART = re.compile(r"(?:[^\x00-\x20\x7f()\\]|\\[!-/:-@\[-`{-~]|\\(?![!-/:-@\[-`{-~]))+")
_MAX_PARENTHESES = 32
SPACES = re.compile(r"[ \t\v\f]*(?:\n[ \t\v\f]*)?")
_TITLE = {
    '"': re.compile(r'"(?:[^"\\]|\\[\s\S])*"'),
    "'": re.compile(r"'(?:[^'\\]|\\[\s\S])*'"),
    "(": re.compile(r"\((?:[^()\\]|\\[\s\S])*\)"),
}


def html_block_end(text: str, start: int) -> re.Pattern[str] | None:
    """What ends the HTML block that begins at `text[start]`; None for one that ends at a blank line."""
    if _RAW_TEXT_START.match(text, start):
        return _RAW_TEXT_END
    for opener, end in _MARKED_ENDS:
        if text.startswith(opener, start):
            return end
    return None


def unescape(text: str) -> str:
    """`text` with backslash escapes and entities replaced by the characters they stand for."""
    if "\\" not in text and "&" not in text:
        return text
    return _ESCAPE_OR_ENTITY.sub(_unescaped, text)


def _unescaped(match: re.Match[str]) -> str:
    return match.group(1) or html.unescape(match.group())


def footnote_key(label: str) -> str:
    """The key of a footnote's label among the targets of links: no label of a link begins with a bracket."""
    return "[" + normal_label(label)


def normal_label(label: str) -> str:
    """The form in which two labels of link definitions are compared: case and white space folded."""
    return " ".join(label.split()).casefold()


def scan_destination(text: str, start: int) -> tuple[str, int] | None:
    """The link destination that begins at `text[start]`, unescaped, and the index after it; None if there is none."""
    if text.startswith("<", start):
        angle = _ANGLE_DESTINATION.match(text, start)
        return (unescape(angle.group(1)), angle.end()) if angle else None
    depth = 0
    index = start
    while index < len(text):
        part = _DESTINATION_PART.match(text, index)
        if part:
            index = part.end()
        elif text[index] == "(" and depth < _MAX_PARENTHESES:
            depth += 1
            index += 1
        elif text[index] == ")" and depth:
            depth -= 1
            index += 1
        else:
            break
    if depth:
        return None
    return unescape(text[start:index]), index


def scan_title(text: str, start: int) -> int | None:
    """The index after the quoted link title that begins at `text[start]`; None if there is none."""
    pattern = _TITLE.get(text[start : start + 1])
    match = pattern.match(text, start) if pattern else None
    return match.end() if match else None


_LINE_REST = re.compile(r"[ \t\v\f]*(?:\n|$)")


def scan_definition(text: str, start: int) -> tuple[str, str, int] | None:
    """The link definition that begins at `text[start]`: label, target and the index after its line end."""
    label = LABEL.match(text, start)
    if not label or not text.startswith(":", label.end()) or not label.group(1).strip() or len(label.group(1)) > 999:
        return None
    begin = _after_spaces(text, label.end() + 1)
    if begin == len(text):
        return None
    found = scan_destination(text, begin)
    if not found or found[1] == begin:
        return None
    target, end = found
    rest = _LINE_REST.match(text, end)
    # A title is set off by white space. What only looks like one on the next line leaves the definition whole.
    title_start = _after_spaces(text, end)
    title_end = scan_title(text, title_start) if title_start > end else None
    after_title = _LINE_REST.match(text, title_end) if title_end is not None else None
    rest = after_title or rest
    return (label.group(1), target, rest.end()) if rest else None


def _after_spaces(text: str, start: int) -> int:
    spaces = SPACES.match(text, start)
    return spaces.end() if spaces else start
