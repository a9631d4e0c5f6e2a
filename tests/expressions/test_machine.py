"""The automaton says what `re` says, of any expression and any text."""

from __future__ import annotations

import random
import re
import warnings

import pytest

from speclint.expressions import ANY_LENGTH, Expression, first_in, found_in, spans_in, values_in, whole_matches
from speclint.expressions.machine import MAX_KEPT, Matcher, matcher
from speclint.expressions.program import UnsupportedError

_ATOMS = [
    "a", "b", "c", "ab", ".", r"\w", r"\s", "[ab]", "[^a]", r"\d", "-", " ", r"\b", r"\B", "^", "$", r"\A", r"\Z", "(?i:a)", "(?i:K)",
    "(?s:.)", "(?m:^)", "(?m:$)", r"(?a:\w)", r"[^\W\d]", r"\S", "é", "(?i:ß)", "ſ", "(?i:s)", "(?i:[^k])", "(?-i:b)", "(?i:[a-k])",
]  # fmt: skip
_REPEATS = ["", "", "", "", "*", "+", "?", "{2}", "{1,3}", "{0,2}", "{2,}", "*?", "+?", "??", "{1,2}?", "{0,2}?"]
_BEHIND = ["a", "ab", r"\b.", "^.", "[ab]", "(?=b).", "a$"]
_FLAGS = ["", "", "(?i)", "(?m)", "(?s)", "(?a)", "(?im)"]
_LETTERS = "aab bcAB-1\nké K\u212aſßsS"


def _pattern(chance: random.Random, depth: int) -> str:
    parts = []
    for _ in range(chance.randint(1, 3)):
        if depth and chance.random() < 0.5:
            inner = [_pattern(chance, depth - 1) for _ in range(2)]
            kinds = [
                "({})", "(?:{}|{})", "(?:{}|)", "(?:|{})", "(?={})", "(?!{})", f"(?<{chance.choice('=!')}{chance.choice(_BEHIND)})",
            ]  # fmt: skip
            atom = chance.choice(kinds).format(*inner)
            repeat = chance.choice(["", "", "", "*", "?"]) if atom[:3] in ("(?=", "(?!", "(?<") else ""
        else:
            atom = chance.choice(_ATOMS)
            atom, repeat = (atom, "") if len(atom) == 1 else (f"(?:{atom})", "")
            atom = f"(?:{atom})" if atom in "^$" else atom
        looks = atom[:3] in ("(?=", "(?!", "(?<")
        parts.append(atom + (repeat if looks else chance.choice(_REPEATS)))
    return "".join(parts)


def _text(chance: random.Random) -> str:
    return "".join(chance.choice(_LETTERS) for _ in range(chance.randint(0, 7)))


@pytest.mark.parametrize("seed", range(6))
def test_it_matches_what_re_matches(seed: int) -> None:
    chance = random.Random(seed)
    agreed = found = 0
    for _ in range(400):
        pattern = chance.choice(_FLAGS) + _pattern(chance, chance.randint(0, 2))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            expected = re.compile(pattern)
        any_match, no_empty = matcher(pattern), matcher(pattern, not_empty=True)
        for _ in range(6):
            text = _text(chance)
            first = expected.search(text)
            said = (
                any_match.matches(text),
                any_match.occurs(text),
                next(((span.start, span.end) for span in any_match.spans(text)), None),
                [(span.start, span.end) for span in no_empty.spans(text)],
            )
            right = (
                expected.fullmatch(text) is not None,
                first is not None,
                first.span() if first else None,
                [each.span() for each in expected.finditer(text) if each.group()],
            )
            assert said == right, (pattern, text)
            agreed += 1
            found += first is not None
    assert agreed == 2400
    assert 500 < found < 2000, "the sample shows both answers"


@pytest.mark.parametrize(
    "pattern",
    [
        r"(\w+)-(\d+)", "(a|ab)(c|bcd)(d*)", "(a+?)b?", "x(?:(a)|b)", "(?:(a)|b)c", "(?i)(ref)s?: ", "((a)b)?c", r"\[(.*?)\]", "(|a)b",
        "(?:(a|b),?){2}",
    ],
)  # fmt: skip
def test_its_first_group_is_that_of_re(pattern: str) -> None:
    chance = random.Random(4)
    for _ in range(200):
        text = "".join(chance.choice("aabbccd,x-1[] ") for _ in range(chance.randint(0, 12))) + chance.choice(
            ["", "REFs: "]
        )
        right = [(*each.span(), *each.span(1)) for each in re.finditer(pattern, text) if each.group()]
        assert [tuple(span) for span in matcher(pattern, not_empty=True).spans(text)] == right, text


@pytest.mark.parametrize(
    "pattern",
    [
        r"""(["']).*\1""", r"""(?P<q>["'`]).*?(?P=q)""", r"""x(["'])(?:\\.|[^\\])*?\1""", r"(?i)^([-*])(?:a|\1)+b", r"""(?i)(["'])(a*)\1""",
        r"(-).*\1",
    ],
)  # fmt: skip
def test_references_to_a_group_of_one_character_mean_what_they_mean_to_re(pattern: str) -> None:
    chance = random.Random(3)
    any_match, no_empty, compiled = matcher(pattern), matcher(pattern, not_empty=True), re.compile(pattern)
    for _ in range(500):
        text = "".join(chance.choice("""ab"'`x-*\\B""") for _ in range(chance.randint(0, 9)))
        assert any_match.matches(text) == (compiled.fullmatch(text) is not None), text
        assert any_match.occurs(text) == (compiled.search(text) is not None), text
        right = [(*each.span(), *each.span(1)) for each in compiled.finditer(text) if each.group()]
        assert [tuple(span) for span in no_empty.spans(text)] == right, text


@pytest.mark.parametrize("pattern", [r"(ab)x*\1", r"(?i)(a)x*\1", r"x*(-)\1", r"(-)?\1", "(-|ab)y*\\1", r"([^a])y*\1"])
def test_other_references_are_left_to_re(pattern: str) -> None:
    with pytest.raises(UnsupportedError):
        matcher(pattern)


def test_it_forgets_what_it_kept_without_going_wrong() -> None:
    chance = random.Random(5)
    text = "".join(chance.choice(["a", "b"]) for _ in range(2 * MAX_KEPT))
    followed = matcher("[ab]*a[ab]{24}")
    assert followed.matches(text) == (re.fullmatch("(?s).*a.{24}", text) is not None)
    # Read from the end, the character 25 places further on decides: nearly every place is a new one.
    followed = matcher("[ab]{24}a[ab]*")
    assert followed.matches(text) == (text[24] == "a")
    assert followed.made > MAX_KEPT
    assert followed.matches(text[1:]) == (text[25] == "a")


@pytest.mark.parametrize(
    ("pattern", "what"),
    [
        (r"(a)\1", "GROUPREF"),
        ("(a)?(?(1)b|c)", "GROUPREF_EXISTS"),
        ("(?:a{1,1000}){1,1000}", "size"),
        ("(?:(?:(?:a?){9}){9}){9}" * 30, "size"),
        ("(?:){500}" * 90, "size"),
        ("".join(f"(?=.*{letter})" for letter in "abcdefghi"), "tests"),
    ],
)
def test_what_it_cannot_follow_is_named(pattern: str, what: str) -> None:
    try:
        re.compile(pattern)
    except RecursionError:
        pytest.skip("too deep for `re` itself")
    with pytest.raises(UnsupportedError) as caught:
        matcher(pattern)
    assert caught.value.what == what


def test_characters_are_those_of_re() -> None:
    letters = "".join(map(chr, [*range(0x250), *range(0x370, 0x400), 0x1E9E, 0x212A, 0x2028, 0x3042, 0x1F600]))
    for pattern in [
        "(?i)[a-z]",
        r"(?i)\w",
        "(?i)ß",
        "(?i)[^ſ]",
        "(?i)µ",
        r"(?a)\s",
        r"\s",
        "(?i)[à-þ]",
        r"\d",
        "[^\\W_]",
        "(?i)İ",
    ]:
        followed: Matcher = matcher(pattern)
        compiled = re.compile(pattern)
        assert [char for char in letters if followed.matches(char)] == [
            char for char in letters if compiled.fullmatch(char)
        ]


@pytest.mark.parametrize("limit", [0, 3, ANY_LENGTH])
def test_both_ways_give_the_same_answers(limit: int) -> None:
    pattern = Expression("(b+)|c", limit, limit)
    text = "abba c b"
    assert whole_matches(pattern, "bbbb")
    assert not whole_matches(pattern, text)
    assert found_in(pattern, text)
    assert not found_in(pattern, "aaaaaa")
    assert first_in(pattern, text) == "bb"
    assert first_in(pattern, "aaaaaa") is None
    assert spans_in(pattern, text) == [(1, 3), (5, 6), (7, 8)]
    assert values_in(pattern, text) == [(1, 3), (7, 8)]
    assert values_in(Expression("a(b+)|c", limit, limit), text) == [(1, 3)]


def test_an_expression_of_unknown_cost_is_followed_if_it_can_be() -> None:
    assert not whole_matches("(a+)+b", "a" * 5000)
    assert found_in(r"(a)\1", "baab"), "`re` alone knows references"
