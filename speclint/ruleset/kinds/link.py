"""`link`: links and their targets."""

from __future__ import annotations

from typing import Annotated

from speclint.base.values import NamedTuple
from speclint.expressions import Pattern  # noqa: TC001 - the codec resolves annotations
from speclint.ruleset.content import UNBOUNDED
from speclint.ruleset.kinds.kind import ContentKind, Key, Noun
from speclint.ruleset.words import count_words


class LinkSpec(NamedTuple):
    """Links."""

    min_count: Annotated[int, Key("Minimum number (default: 1).", "min")] = 1
    pattern: Annotated[Pattern, Key("Regular expression that must match in the target.", "to")] = ""


def _words(spec: LinkSpec) -> str:
    return count_words(spec.min_count, UNBOUNDED, "links")


def _nouns(_: LinkSpec) -> tuple[Noun, ...]:
    return (Noun("a link"),)


LINK = ContentKind("link", LinkSpec, "Links.", "{min: 3}", _words, _nouns, bare=True)
