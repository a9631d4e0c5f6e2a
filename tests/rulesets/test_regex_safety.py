from __future__ import annotations

import json
import random
import re
import subprocess
import sys
import time
from typing import NamedTuple

import pytest

from speclint.rulesets.regex_safety import MAX_LENGTH, check_regex, example_of

GOOD = [
    r"[a-z_]+(\.[a-z_]+)+",
    r"(GET|POST|PUT|PATCH|DELETE) /.*",
    r"v?\d+(\.\d+)*",
    r"\d+(, ?\d+)*",
    r"(?i)(proposed|superseded by .+)",
    r"(?i)^\s*(TBD|TODO)\b",
    r".*foo.*bar",
    r".+ \[ent-\d{3}\]",
    r"\d{4}-\d{2}-\d{2}",
    r".{2,140}",
    r"https://.+",
    r"LICENSE(\.md)?$",
    r"\b(SHALL|MUST)\b",
    r"[A-Z][A-Z0-9_]*",
    r"Requirement: .+",
    r".* -> .*",
    r"([A-Z][a-z]+)+",
    r"\[[^\]\n]{1,80}\](?![(\[:])",
    r"<[a-z][^<>]*>",
    r"([0-9a-f]{40},?)+",
    r"(\w+\s)*\w+",
    r"(?i)given\b.*\bwhen\b.*\bthen\b",
    r"\s+$",
    r"(?i)^(as an?|in order to) .+, I want .+",
    r"\{[a-zA-Z ]+\}",
    r"[a-z0-9]+(?:-[a-z0-9]+)*",
    r"(?P<quote>[\"']).*(?P=quote)",
    r"(?<=Status: )[A-Za-z ]{1,30}(?: ?[|/] ?[A-Za-z ]{1,30}){1,8}$",
    r"x" * 900,
    r"\A(?:a|b|c){3,}\Z",
]

EVIL = [
    r"(a+)+",
    r"(a|a)*",
    r"(a|aa)+$",
    r"(\w+\s?)*$",
    r"(.*)*",
    r"([a-z]+)*@",
    r"(x+x+)+y",
    r"(.*a){10}",
    r".*.*.*.*x",
    r"(a{1,1000}){1,1000}",
    r"(a?){30}a{30}",
    "a?" * 30 + "a" * 30,
    r"(a|a){25}b",
    r"(?:(a)\1?)*b",
    r"((ab)*|(ab))*c",
    r"^(([a-z])+.)+[A-Z]([a-z])+$",
    r"(?=(a+)+b)x",
    r"x(?!(a|a)*b)",
    r"(a*)*b",
    r"(a*|b*)*c",
    r"((|)a)*b",
    r"((a?)*b)*c",
    r"\w*\w*x",
    r"(\w+ )*(\w+ )*x",
    r"(a|b|ab)*c",
    r"(.|\s)*x",
    r"(?:a|b|ab){30}c",
    r"(([a-c]?[b-d]?){3})+z",
    r"(.{0,5}){1,30}x",
    r"(?i)(a|Ab|b)*c",
    r"(?s)(.|\n)*x",
    r"([^,]*,?)*x",
]

SUBJECT = 2000
BOUND = 4.0
"""Seconds that an accepted pattern may take on the worst text: the analysis aims at well under one, on a free machine."""

_RUN = """
import json, re, sys, time
for pattern, texts in json.load(sys.stdin):
    compiled = re.compile(pattern)
    worst = 0.0
    for text in texts:
        for run in (compiled.search, compiled.fullmatch):
            start = time.perf_counter()
            run(text)
            worst = max(worst, time.perf_counter() - start)
    print(json.dumps([pattern, worst]), flush=True)
"""


class Timing(NamedTuple):
    pattern: str
    seconds: float


def _hostile(pattern: str, chance: random.Random) -> list[str]:
    """Texts of the characters of the pattern over and over, with ends at which a match fails."""
    letters = sorted({char for char in pattern if char.isalnum() or char in " -/,.@:"} | {"a", " ", "0"})
    words = [chance.choice(letters) for _ in range(4)]
    words += ["".join(chance.choice(letters) for _ in range(chance.randint(2, 4))) for _ in range(6)]
    words += [word for word in re.findall(r"[A-Za-z]{2,}", pattern)[:3] if len(word) < 20]
    texts = []
    for word in [*words, "a", "ab", " ", "a "]:
        whole = word * (SUBJECT // len(word))
        texts += [whole, whole[:-2] + "\n!"]
    return texts


def _time(patterns: list[str]) -> list[Timing]:
    """Run patterns in a process of their own, which is stopped when one of them never ends."""
    chance = random.Random(20)
    given = json.dumps([[pattern, _hostile(pattern, chance)] for pattern in patterns])
    try:
        done = subprocess.run(
            [sys.executable, "-c", _RUN], input=given, capture_output=True, text=True, check=True, timeout=120
        )
    except subprocess.TimeoutExpired as stopped:
        finished = (stopped.stdout or b"").decode().count("\n")
        pytest.fail(f"never ends: {patterns[finished]}")
    return [Timing(*json.loads(line)) for line in done.stdout.splitlines()]


@pytest.mark.parametrize("pattern", GOOD, ids=lambda pattern: pattern[:30])
def test_patterns_that_authors_write_are_accepted(pattern: str) -> None:
    assert check_regex(pattern) is None


@pytest.mark.parametrize("pattern", EVIL, ids=lambda pattern: pattern[:30])
def test_patterns_that_may_explode_are_refused(pattern: str) -> None:
    fault = check_regex(pattern)
    assert fault is not None
    message, mend = fault.split("\n")
    assert message.startswith("The regular expression `")
    assert mend


def test_what_is_accepted_is_quick() -> None:
    slow = [timing for timing in _time(GOOD) if timing.seconds > BOUND]
    assert slow == []


_ATOMS = ["a", "b", "ab", ".", r"\w", r"\s", "[ab]", "[^a]", r"\d", "(?:a|b)", "(?:a|ab)", " ", "-", "foo", "[a-z]"]
_REPEATS = ["", "", "", "", "*", "+", "?", "{2}", "{1,3}", "{0,5}", "{2,}", "*?", "+?", "{10}", "{1,30}"]


def _random_pattern(chance: random.Random, depth: int) -> str:
    parts = []
    for _ in range(chance.randint(1, 4)):
        atom = f"({_random_pattern(chance, depth - 1)})" if depth and chance.random() < 0.45 else chance.choice(_ATOMS)
        if len(atom) > 1 and atom[0] not in "[(\\":
            atom = f"(?:{atom})"
        parts.append(atom + chance.choice(_REPEATS))
    return "".join(parts) + chance.choice(["", "", "$", r"\b", "x"])


def test_what_is_accepted_of_random_patterns_is_quick() -> None:
    chance = random.Random(1)
    patterns = [_random_pattern(chance, chance.randint(0, 3)) for _ in range(150)]
    accepted = [pattern for pattern in patterns if check_regex(pattern) is None]
    assert 40 < len(accepted) < 140, "the sample shows both verdicts"
    slow = [timing for timing in _time(accepted) if timing.seconds > BOUND]
    assert slow == []


def test_the_analysis_itself_is_quick() -> None:
    nested = "(" * 40 + "a" + ")*" * 40
    many = "(?:" + "|".join(f"word{number}" for number in range(110)) + ")*"
    for pattern in (nested, many, "(?:(?:a{1,60}){1,60}){1,60}", "[a-z]?" * 160, "(a|b|c|d)*" * 90, ".*" * 400):
        start = time.perf_counter()
        check_regex(pattern)
        assert time.perf_counter() - start < 8, pattern[:40]


@pytest.mark.parametrize(
    ("pattern", "start"),
    [
        ("[a-", "`[a-` is no regular expression: unterminated character set at character 1"),
        ("(a", "`(a` is no regular expression: missing ), unterminated subpattern at character 1"),
        ("*.md", "`*.md` is no regular expression: nothing to repeat at character 1"),
        ("[[a]", "`[[a]` has a doubtful meaning"),
        ("x" * (MAX_LENGTH + 1), f"The regular expression is longer than {MAX_LENGTH} characters"),
        ("a{99999999999999999999}", "`a{99999999999999999999}` is "),
    ],
)
def test_what_is_no_regular_expression_is_named(pattern: str, start: str) -> None:
    fault = check_regex(pattern)
    assert fault is not None
    assert fault.startswith(start)


@pytest.mark.parametrize(
    ("pattern", "example"),
    [
        (r"(GET|POST) /.*", "GET /"),
        (r"Step \d{2}: .+", "Step 11: x"),
        (r"[a-z]+(\.[a-z]+)+", "a.a"),
        (r"(?!x).+", r"(?!x).+"),
    ],
)
def test_an_example_matches_its_pattern_or_is_the_pattern(pattern: str, example: str) -> None:
    assert example_of(pattern) == example
