"""`code`: code blocks of a language."""

from __future__ import annotations

from typing import Annotated

from speclint.base.values import NamedTuple
from speclint.expressions import Pattern  # noqa: TC001 - the codec resolves annotations
from speclint.ruleset.content import UNBOUNDED
from speclint.ruleset.kinds.kind import FEW, ContentKind, Key, Noun
from speclint.ruleset.words import count_words, joined


class CodeSpec(NamedTuple):
    """Code blocks."""

    languages: Annotated[
        tuple[str, ...],
        Key(
            "Language of the block, or a list of accepted ones; `py` is `python`, as on GitHub.",
            "language",
            "one or several",
            folded=True,
        ),
    ] = ()
    """Empty: any."""
    min_blocks: Annotated[int, Key("Minimum number of blocks (default: 1).", "min")] = 1
    max_blocks: Annotated[int, Key("Maximum number of blocks.", "max")] = UNBOUNDED
    parses: Annotated[bool, Key("true: JSON, YAML and TOML must be valid.")] = False
    pattern: Annotated[Pattern, Key("Regular expression that must match in the block.", "matches")] = ""
    schema: Annotated[
        str, Key("A JSON Schema that the data of the block must match. Needs the extra `json-schema`.", form="data")
    ] = ""
    """"" for none."""


def _words(spec: CodeSpec) -> str:
    language = f" in {joined(spec.languages, 'or')}" if spec.languages else ""
    return f"{count_words(spec.min_blocks, spec.max_blocks, 'code blocks')}{language}"


def _nouns(spec: CodeSpec) -> tuple[Noun, ...]:
    shown = 0 < len(spec.languages) <= FEW
    return (Noun("a code block", f" in {joined(spec.languages, 'or')}" if shown else ""),)


def _needs(spec: CodeSpec) -> bool:
    return spec.min_blocks > 0


CODE = ContentKind(
    "code",
    CodeSpec,
    "Code blocks of a language.",
    "{language: json, min: 3}",
    _words,
    _nouns,
    needs=_needs,
    bare=True,
    unmistakable=True,
)
