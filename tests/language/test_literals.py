"""The texts that let a search be skipped must never skip a match."""

from __future__ import annotations

import random
import re

import pytest

from speclint.expressions import folded
from speclint.language.regex.literals import required_literals


@pytest.mark.parametrize(
    ("pattern", "texts"),
    [
        ("(TODO|FIXME):", ("fixme:", "todo:")),
        ("(?i)foo|bar", ("bar", "foo")),
        (r"\[(?:describe|your) \w+\]", ("[describe ", "[your ")),
        ("[ab]c", ("ac", "bc")),
        ("(?:a|)b", ("b",)),
        (r"\d{4}-[01]?[0-9]", ("0000-0",)),
        ("v[0-9]{2,}", ("v00",)),
        ("(?:ab){2}c?", ("abab",)),
        (r"(?<=Status: )\w+", ("status: ",)),
        # Nothing can be said.
        ("x|y*", ()),
        (r"\w+", ()),
        ("(?:ä|Ö)+", ("ä", "ö")),
        ("(?:ß|ö)+", ("ss", "ö")),
        ("(?:İ|ö)+", ()),
    ],
)
def test_texts_are_named(pattern: str, texts: tuple[str, ...]) -> None:
    assert required_literals(pattern) == texts


_REPEATS = ["?", "*", "+", "{2}", "{0,2}", "{1,3}", "{2,}"]


def _random_pattern(rng: random.Random, depth: int = 0) -> str:
    if depth > 2 or rng.random() < 0.4:
        return rng.choice(
            ["a", "B", "ab", "c", ".", "[ab]", "[^a]", r"\d", "[0-5]", "[0-9a]", "7", r"\w", "(?i:b)", r"\b", "^"]
        )
    parts = [_random_pattern(rng, depth + 1) for _ in range(rng.randint(1, 3))]
    kind = rng.randrange(5)
    if kind == 0:
        return f"(?:{'|'.join(parts)})"
    if kind == 1:
        return f"(?:{''.join(parts)}){rng.choice(['?', '*', '+', '{2}', '{0,2}', '{1,3}', '{2,}'])}"
    if kind == 2:
        return f"(?={parts[0]}){''.join(parts)}"
    if kind == 3:
        return f"(?!{parts[0]}){''.join(parts)}"
    return "".join(parts)


def test_no_match_without_one_of_the_texts() -> None:
    rng = random.Random(11)
    named = 0
    for _ in range(3000):
        pattern = _random_pattern(rng)
        texts = required_literals(pattern)
        named += bool(texts)
        for _ in range(8):
            subject = "".join(rng.choice("aAbBc 17") for _ in range(rng.randint(0, 7)))
            if texts and re.search(pattern, subject):
                assert any(text in folded(subject) for text in texts), (pattern, subject, texts)
    assert named > 1000
