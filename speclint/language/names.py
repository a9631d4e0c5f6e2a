"""Names in a rule set: ids made from headings, and globs of headings.

Owns: kebab-case, and the regular expression of a glob.
Never: looks at a document's or a file's name (see `speclint.ruleset.name_patterns`).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from speclint.base.names import normalise

if TYPE_CHECKING:
    from collections.abc import Iterable

_WORD = re.compile(r"[^\W_]+")


@lru_cache(maxsize=4096)
def kebab(heading: str) -> str:
    """The default id of a heading.

    >>> kebab("2.1 Health Checks & Metrics")
    'health-checks-and-metrics'
    """
    plain = unicodedata.normalize("NFKC", normalise(heading)).replace("&", " and ").replace("'", "")
    return "-".join(_WORD.findall(plain))


def words_id(candidates: Iterable[str | None]) -> str:
    """The id of a heading: that of the first of its forms (example, glob, regular expression) that has words."""
    return next((found for written in candidates if written and (found := kebab(written))), "pattern")


def heading_regex(regex: str, *, match_case: bool = False) -> str:
    """The regular expression that headings are matched with: case does not count, as in headings without a pattern.

    >>> heading_regex("Phase [0-9]+")
    '(?i)Phase [0-9]+'
    """
    return regex if match_case or regex.startswith("(?i)") else f"(?i){regex}"


def glob_regex(glob: str, *, match_case: bool = False) -> str:
    r"""A regular expression that matches the same headings as a glob: `*` anything, `?` one character.

    Case does not count unless `match_case` is given, as in headings without a pattern.

    >>> glob_regex("Phase *")
    '(?i:Phase\\ .*)'
    """
    pattern = "".join({"*": ".*", "?": "."}.get(char) or re.escape(char) for char in re.sub(r"\*+", "*", glob))
    return pattern if match_case else f"(?i:{pattern})"
