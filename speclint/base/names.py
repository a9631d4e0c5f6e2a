"""How headings, field names and column names are compared.

Owns: the one normal form of a name, used when a rule set is loaded and when a document is bound.
Never: decides what a name is for.
"""

from __future__ import annotations

import re
from functools import lru_cache

# "1.", "1.2)", "A.", "IV.", "Section 3:", "Appendix A -": numbering, not part of the name. A bare number needs its
# full stop, bracket or colon, so that "3 Phases" keeps its number.
_NUMBERING = re.compile(
    r"^(?:(?:section|chapter|part|step|appendix)\s+(?:\d+(?:\.\d+)*|[a-z])\s*[:.)\u2013\u2014-]\s*"
    r"|[\u2460-\u2473\u24ea\u2776-\u277f]\s*|\d\ufe0f?\u20e3\s*|\d+(?:\.\d+)+[.):]?\s+|\d+[.):](?!\d)\s*|\d+\s*[\u00b7\u2022\u2013\u2014|]\s+|\(\d+\)\s*|[a-z][.)]\s+|[ivx]+[.)]\s+)",
    re.IGNORECASE,
)
_PARENTHESIS = re.compile(r" ?[(\[][^()\[\]]*[)\]]$")
# Everything that is neither a letter, a digit nor meaningful inside a name: emoji, pictographs, joiners, punctuation.
_BEFORE = re.compile(r"[^\w{(/<\"'`$@.*]*")
_BEHIND = re.compile(r"[^\w)}\]>\"'`/+#%*]*")
_BARE_NUMBER = re.compile(r"^\d+(?:\.\d+)*\s+(?=\D)")
# `{#anchor}`, which some renderers take as the heading's anchor and GitHub shows.
_ANCHOR = re.compile(r" ?\{[#.:][^{}]*\}$")
_SECTION = re.compile(r" section$")
_SPACES = re.compile(r"\s+")
# Characters without a width, which come with copied text. Joiners are left out: they shape emoji and letters.
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
SHORTCODE = re.compile(r":([a-z0-9_+-]+):")
"""What may be the name of an emoji: GitHub shows the emoji itself for those that it knows."""
# A sign in place of each emoji that is written by its name. No font has these, so no text does.
_STAND_INS = re.compile("[\U000f0000-\U000ffffd]")
_FIRST_STAND_IN = 0xF0000
_MOST_STAND_INS = 0xFFFE


def tidy(title: str) -> str:
    """A heading's plain text without numbering, emoji and punctuation around it; case and inner text are kept.

    >>> tidy("2.1 🚀 Deployment:")
    'Deployment'
    """
    title = title if title.isascii() else _INVISIBLE.sub("", title)
    text = without_edges(_ANCHOR.sub("", _SPACES.sub(" ", title).strip()), _BEFORE, _BEHIND)
    text = _NUMBERING.sub("", text, count=1)
    return without_edges(text, _BEFORE, _BEHIND)


def without_edges(text: str, before: re.Pattern[str], behind: re.Pattern[str]) -> str:
    r"""A text without what two patterns match at its ends. `behind` reads backwards from the end.

    A search for the last run would start again at each character of every run. An emoji may be written by its name.

    >>> without_edges(":key: Name :new:", re.compile(r"\W*"), re.compile(r"\W*"))
    'Name'
    """
    if text.count(":") > 1 and SHORTCODE.search(text) and not _STAND_INS.search(text):
        names, text = _with_stand_ins(text)
        bare = _without_edges(text, before, behind)
        return _STAND_INS.sub(lambda sign: names[ord(sign.group()) - _FIRST_STAND_IN], bare)
    return _without_edges(text, before, behind)


def _with_stand_ins(text: str) -> tuple[list[str], str]:
    """The emoji that are written by their names, as written, and the text with a sign for each."""
    from speclint.base.shortcodes import NAMES  # imported late: few texts need it

    names: list[str] = []
    parts: list[str] = []
    done = searched = 0
    while (found := SHORTCODE.search(text, searched)) and len(names) < _MOST_STAND_INS:
        if found.group(1) in NAMES:
            parts += text[done : found.start()], chr(_FIRST_STAND_IN + len(names))
            names.append(found.group())
            done = searched = found.end()
        else:
            # Its second colon may begin the next.
            searched = found.end() - 1
    return names, "".join(parts) + text[done:]


def _without_edges(text: str, before: re.Pattern[str], behind: re.Pattern[str]) -> str:
    first = before.match(text)
    text = text[first.end() :] if first else text
    last = behind.match(text[::-1])
    return text[: len(text) - last.end()] if last else text


def normalise(title: str) -> str:
    """The form in which two names are equal when a reader would call them the same.

    >>> normalise("3. Dependencies and Integration")
    'dependencies & integration'
    """
    # A name of only signs ("#", "✓") is still a name.
    text = (tidy(title) or title.strip()).casefold()
    return text.replace(" and ", " & ").replace(" / ", " & ").replace("\u2019", "'")


@lru_cache(maxsize=16_384)
def forms(title: str) -> tuple[str, ...]:
    """The normal form first, then looser ones.

    These lack a closing parenthesis, a bare number in front, or the word "section" at the end.

    >>> forms("Configuration File (config.json)")
    ('configuration file (config.json)', 'configuration file')
    """
    full = normalise(title)
    found = [full]
    for loose in (_PARENTHESIS.sub("", full), _BARE_NUMBER.sub("", full), _SECTION.sub("", full)):
        if loose and loose not in found:
            found.append(loose)
    return tuple(found)


@lru_cache(maxsize=8_192)
def all_forms(name: str, aliases: tuple[str, ...] = ()) -> frozenset[str]:
    """Every form of a name and its aliases: what a declared field or column answers to."""
    return frozenset(form for each in (name, *aliases) for form in forms(each))
