"""`image`: images and their targets."""

from __future__ import annotations

from typing import Annotated

from speclint.base.values import NamedTuple
from speclint.expressions import Pattern  # noqa: TC001 - the codec resolves annotations
from speclint.ruleset.content import UNBOUNDED
from speclint.ruleset.kinds.kind import ContentKind, Key, Noun
from speclint.ruleset.words import count_words


class ImageSpec(NamedTuple):
    """Images."""

    min_count: Annotated[int, Key("Minimum number (default: 1).", "min")] = 1
    pattern: Annotated[Pattern, Key("Regular expression that must match in the target.", "to")] = ""


def _words(spec: ImageSpec) -> str:
    return count_words(spec.min_count, UNBOUNDED, "images")


def _nouns(_: ImageSpec) -> tuple[Noun, ...]:
    return (Noun("an image"),)


IMAGE = ContentKind("image", ImageSpec, "Images.", "{min: 3}", _words, _nouns, bare=True)
