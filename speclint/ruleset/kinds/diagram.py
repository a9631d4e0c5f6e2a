"""`diagram`: images, or code blocks in a diagram language."""

from __future__ import annotations

from typing import Annotated

from speclint.base.values import NamedTuple
from speclint.ruleset.content import UNBOUNDED
from speclint.ruleset.kinds.kind import ContentKind, Key, Noun
from speclint.ruleset.words import count_words


class DiagramSpec(NamedTuple):
    """Diagrams: code blocks in a diagram language, or images."""

    min_count: Annotated[int, Key("Minimum number of diagrams (default: 1).", "min")] = 1
    languages: Annotated[tuple[str, ...], Key("Languages of code blocks that count as diagrams.", folded=True)] = ()
    """Empty: those that are known as such."""


def _words(spec: DiagramSpec) -> str:
    return count_words(spec.min_count, UNBOUNDED, "diagrams")


def _nouns(_: DiagramSpec) -> tuple[Noun, ...]:
    return (Noun("a diagram"),)


DIAGRAM = ContentKind(
    "diagram",
    DiagramSpec,
    "Diagrams: images, or code blocks such as mermaid.",
    "{min: 3}",
    _words,
    _nouns,
    bare=True,
)
