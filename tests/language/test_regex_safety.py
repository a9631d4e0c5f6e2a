"""Which expressions are accepted, and that none of these takes long on any text. What is counted is work, never time."""

from __future__ import annotations

import random
import sys

import pytest

from speclint.expressions import ANY_LENGTH
from speclint.expressions.machine import Matcher, matcher
from speclint.expressions.program import MAX_POSITIONS, UnsupportedError, program
from speclint.language.regex.ambiguity import MAX_WORK, Budget, TooMuchWorkError
from speclint.language.regex.cost import quick_lengths
from speclint.language.regex.safety import MAX_LENGTH, check_name_regex, check_regex, check_values_regex, example_of
from speclint.language.regex.time import MAX_WALK

from ..expressions.backtracking import Counter, TooManyStepsError  # noqa: TID252 - tests are no installed package
from ..expressions.hostile import hostile_texts  # noqa: TID252 - tests are no installed package

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
    r"(?m)(?:(?<=Status: )|(?<=Status:\*\* )|(?<=State: ))[A-Za-z][A-Za-z ()]*(?:\\?\| ?[A-Za-z][A-Za-z ()]*)+$",
    r"(?<=ab)[ab]*$",
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
    r"(a?){30}a{30}",
    "a?" * 30 + "a" * 30,
    r"(a|a){25}b",
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

STEPS = 1_000
"""What a character may cost `re` on average. Most steps take 1 to 5 ns."""

LENGTH = 200
"""Texts for counting steps: what goes with a higher power of the length than the first is far beyond STEPS here, or is not
left to `re`."""

REFUSED = [
    (r"(a)b.*x.*\1", "has a back-reference at character 10"),
    (r"(?P<word>\w+) .* (?P=word)", "has a back-reference at character 18"),
    (r"[(]\(.*(?:(a)\1?)*b", "has a back-reference at character 14"),
    (r"(<)?\w+ .*(?(1)>|;)", "has a conditional group at character 11"),
    (
        r"(a{1,1000}){1,1000}.*.*x",
        "expands to more than 4,000 characters with the repeat at character 12",
    ),
    (
        r"(?:[a-z]{1,99},.*){1,99}",
        "expands to more than 4,000 characters with the repeat at character 19",
    ),
    ("".join(f"(?=.*{letter})" for letter in "abcdefghij"), "lookarounds at character 57"),
]


@pytest.mark.parametrize("pattern", [*GOOD, *EVIL], ids=lambda pattern: pattern[:30])
def test_what_can_be_run_in_linear_time_is_accepted(pattern: str) -> None:
    assert check_regex(pattern) is None


@pytest.mark.parametrize("pattern", EVIL, ids=lambda pattern: pattern[:30])
def test_what_may_explode_is_not_left_to_re(pattern: str) -> None:
    assert min(quick_lengths(pattern)) <= LENGTH


@pytest.mark.parametrize(("pattern", "reason"), REFUSED, ids=lambda text: text[:30])
def test_a_refusal_gives_reason_and_place(pattern: str, reason: str) -> None:
    fault = check_regex(pattern)
    assert fault is not None
    assert fault.message.startswith("The regular expression `")
    assert reason in fault.message
    assert fault.help
    assert fault.place is not None
    assert f"at character {fault.place + 1}" in fault.message


@pytest.mark.skipif(sys.version_info < (3, 11), reason="the syntax is new in 3.11")
@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("x.*(?>a|b)y", "has an atomic group at character 4"),
        ("x.*a++[*+]y", "has a possessive repeat at character 5"),
    ],
)
def test_a_refusal_of_newer_syntax_gives_reason_and_place(pattern: str, reason: str) -> None:
    fault = check_regex(pattern)
    assert fault is not None
    assert reason in fault.message


def test_a_value_in_a_look_around_is_refused_where_groups_count() -> None:
    assert check_regex(".*(?=x(a)).*") is None
    fault = check_values_regex(".*(?=x(a)).*")
    assert fault is not None
    assert "inside the lookaround at character 3" in fault.message
    assert check_values_regex(".*(?=x)(a).*") is None
    assert check_values_regex("(?=x(a))") is None, "`re` is quick"


def test_names_in_a_json_schema_are_left_to_re_alone() -> None:
    assert check_name_regex("^[a-z]+$") is None
    fault = check_name_regex("[a-z]+x")
    assert fault is not None
    assert "because of the repeat at character 6" in fault.message


def _is_cheap(pattern: str, text: str, length: int, *, whole: bool) -> bool:
    """Whether `re` takes few steps for each character of a text of at most some length."""
    shown = text[:length]
    counter = Counter(pattern, shown, STEPS * (len(shown) + 20))
    try:
        _ = counter.whole() if whole else counter.part()
    except TooManyStepsError:
        return False
    return True


def test_a_search_behind_plain_words_is_left_to_re() -> None:
    # It begins only at these places, so that what follows is not tried at each character.
    patterns = [pattern for pattern in GOOD if "Status" in pattern]
    assert patterns
    assert [quick_lengths(pattern)[1] for pattern in patterns] == [ANY_LENGTH] * len(patterns)
    assert quick_lengths(r"(?<=\w)[a-z]+x")[1] < LENGTH


def _slow_in_re(pattern: str) -> list[str]:
    """Texts on which `re` takes too many steps though it is the one to run."""
    limits = quick_lengths(pattern)
    return [
        text
        for text in hostile_texts(pattern, LENGTH)
        for whole, limit in ((True, limits[0]), (False, limits[1]))
        if limit and not _is_cheap(pattern, text, min(limit, LENGTH), whole=whole)
    ]


@pytest.mark.parametrize("pattern", [each for each in GOOD if "(?P" not in each], ids=lambda pattern: pattern[:30])
def test_re_takes_few_steps_where_it_runs(pattern: str) -> None:
    assert _slow_in_re(pattern) == []


@pytest.mark.parametrize("pattern", [r"(a+)+b", ".*foo.*bar", r"\w*\w*x"])
def test_the_count_of_steps_can_fail(pattern: str) -> None:
    assert not all(_is_cheap(pattern, text, LENGTH, whole=False) for text in hostile_texts(pattern, LENGTH))


def _work(pattern: str, length: int) -> int:
    """Steps that the automaton works out for hostile texts, one after the other."""
    followed: Matcher = matcher(pattern)
    for text in hostile_texts(pattern, length):
        followed.matches(text)
        followed.occurs(text)
    return followed.made


@pytest.mark.parametrize(
    "pattern", [each for each in (*EVIL, *GOOD) if len(each) < 100], ids=lambda pattern: pattern[:30]
)
def test_the_automaton_knows_no_bad_texts(pattern: str) -> None:
    # One look into a dict for each character, and what has to be worked out does not grow with the text.
    assert _work(pattern, 1200) <= _work(pattern, 400) + 100


_ATOMS = ["a", "b", "ab", ".", r"\w", r"\s", "[ab]", "[^a]", r"\d", "(?:a|b)", "(?:a|ab)", " ", "-", "foo", "[a-z]"]
_BEHIND = ["", "", "", "(?<=a)", "(?<=[ab]b)", "(?:(?<=a)|(?<=b-))", r"\b(?<=foo)"]
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
    by_re = followed = 0
    for _ in range(120):
        pattern = chance.choice(_BEHIND) + _random_pattern(chance, chance.randint(0, 3))
        if (fault := check_regex(pattern)) is not None:
            assert "expands to" in fault.message
            continue
        limits = quick_lengths(pattern)
        by_re += max(limits) == ANY_LENGTH
        followed += min(limits) < ANY_LENGTH
        texts = [text for text in hostile_texts(pattern, LENGTH) if len(set(text)) < 6][:8]
        for text in texts:
            assert not limits[0] or _is_cheap(pattern, text, min(limits[0], LENGTH), whole=True), (pattern, text)
            assert not limits[1] or _is_cheap(pattern, text, min(limits[1], LENGTH), whole=False), (pattern, text)
    assert min(by_re, followed) > 20, "the sample shows both"


def test_the_analysis_takes_bounded_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    nested = "(" * 40 + "a" + ")*" * 40
    many = "(?:" + "|".join(f"word{number}" for number in range(110)) + ")*"
    spent = 0

    def spend(budget: Budget, steps: int = 1) -> None:
        nonlocal spent
        spent += steps
        budget.left -= steps
        if budget.left < 0:
            raise TooMuchWorkError

    monkeypatch.setattr(Budget, "spend", spend)
    for pattern in (
        nested,
        many,
        "(?:(?:a{1,60}){1,60}){1,60}",
        "[a-z]?" * 160,
        "(a|b|c|d)*" * 90,
        ".*" * 400,
        "(?:){999999}" * 80,
    ):
        spent = 0
        quick_lengths.cache_clear()
        quick_lengths(pattern)
        assert spent <= MAX_WORK + 2 * MAX_WALK + 10_000, pattern[:40]
        try:
            graph = program(pattern)
        except UnsupportedError:
            continue
        assert graph.positions <= MAX_POSITIONS


@pytest.mark.parametrize(
    ("pattern", "start"),
    [
        ("[a-", "Invalid regular expression `[a-`: unterminated character set at character 1"),
        ("(a", "Invalid regular expression `(a`: missing ), unterminated subpattern at character 1"),
        ("*.md", "Invalid regular expression `*.md`: nothing to repeat at character 1"),
        ("[[a]", "Ambiguous regular expression `[[a]`: possible nested set at character 2"),
        ("x" * (MAX_LENGTH + 1), f"The regular expression is longer than {MAX_LENGTH} characters"),
        ("a{99999999999999999999}", "Regular expression `a{99999999999999999999}` is too large"),
    ],
)
def test_what_is_no_regular_expression_is_named(pattern: str, start: str) -> None:
    fault = check_regex(pattern)
    assert fault is not None
    assert fault.message.startswith(start)


def test_an_example_is_never_much_longer_than_its_pattern() -> None:
    pattern = "(?:" * 9 + "x{20}" + "a){20}" * 9
    assert example_of(pattern) == pattern


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
