"""How a new document marks what its author has to replace.

Owns: the marks `[Insert ...]` and `[Describe ...]`, and recognising them.
Never: knows what is around them.

A mark is a placeholder for every rule set, also for one that declares none: what `speclint new` writes must never be
taken for an author's words.
"""

from __future__ import annotations

import re

PATTERN = r"\[(?:Insert|Describe) [^\[\]\n]{1,200}\](?![(\[])"
"""Finds a mark in running text."""

NAME = "template text"
"""The name of this placeholder in a rule set."""

_SAMPLE = "a heading, such as "
_BRACKETS = str.maketrans("[]", "()")
_PARENTHESES = str.maketrans("()", "[]")
_LONGEST = 180


def insert(what: str) -> str:
    """The mark for a name, a value or something short.

    >>> insert("Owner")
    '[Insert Owner]'
    """
    return f"[Insert {_plain(what)}]"


def describe(what: str) -> str:
    """The mark for a text.

    >>> describe("it")
    '[Describe it]'
    """
    return f"[Describe {_plain(what)}]"


def sample_heading(heading: str) -> str:
    """The mark for a heading of which only the form is known.

    >>> sample_heading("POST /exports")
    '[Insert a heading, such as POST /exports]'
    """
    return insert(f"{_SAMPLE}{heading}")


def sampled(heading: str) -> tuple[str, ...]:
    """The heading that a mark offers as a sample, with either kind of brackets; what is given where it is no such mark.

    >>> sampled("[Insert a heading, such as User (ent-001)]")
    ('User (ent-001)', 'User [ent-001]')
    """
    head = f"[Insert {_SAMPLE}"
    text = heading.strip()
    if not text.startswith(head) or not text.endswith("]"):
        return (heading,)
    sample = text[len(head) : -1]
    return (sample, sample.translate(_PARENTHESES))


def is_mark(text: str) -> bool:
    """Whether a text is a mark and nothing else.

    >>> is_mark(" [Insert json] ")
    True
    """
    return text.lstrip().startswith("[") and re.fullmatch(PATTERN, text.strip()) is not None


def _plain(what: str) -> str:
    return " ".join(what.translate(_BRACKETS).split())[:_LONGEST]
