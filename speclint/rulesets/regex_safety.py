"""Whether a regular expression may run on other people's text.

Owns: the verdict on a pattern, with its reason in a rule author's words.
Never: runs the pattern. The analysis itself takes bounded time.
"""

from __future__ import annotations

import re
import warnings

from speclint.rulesets import regex_ambiguity as ambiguity
from speclint.rulesets.regex_automaton import TooLargeError, build, parse
from speclint.rulesets.regex_time import seconds

MAX_LENGTH = 1000

MAX_SECONDS = 0.65
"""On the worst text of 2,000 characters. `.*foo.*bar`, which is allowed, takes about 0.4 s on "foofoofoo...", and
`.*.*x`, which is not, more than a second."""

MAX_DEGREE = 2
"""How fast the number of paths may grow: with the square of the length."""


def check_regex(pattern: str) -> str | None:
    """What is wrong with a pattern, or None if it compiles and is quick on every text of up to 2,000 characters.

    The first line of the answer is the message; a second one, if any, says how to mend it.
    """
    if len(pattern) > MAX_LENGTH:
        return f"The regular expression is longer than {MAX_LENGTH} characters\nSplit it, or list the values"
    fault = _compile_fault(pattern)
    if fault:
        return fault
    try:
        automaton = build(pattern)
        budget = ambiguity.Budget()
        for graph in (ambiguity.match_graph(automaton), ambiguity.search_graph(automaton)):
            loops = ambiguity.components(graph)
            if ambiguity.is_exponential(graph, loops, budget):
                return (
                    f"The regular expression `{_short(pattern)}` may take forever: its repeats can divide the same text in many ways\n"
                    "Let each repeat begin or end with a character that its inside cannot match, as in `a+(,a+)*`"
                )
            growth, words = ambiguity.degree(graph, loops, budget)
            if growth > MAX_DEGREE or seconds(graph, growth, words) > MAX_SECONDS:
                return (
                    f"The regular expression `{_short(pattern)}` may be slow on long texts: several of its repeats can match the same text\n"
                    "Replace `.*` by what may stand there, such as `[^,]*` before a comma, or begin with `^`"
                )
    except TooLargeError as error:
        return (
            f"The regular expression `{_short(pattern)}` is refused: {_lower(str(error))}\nMake it simpler, or split it"
        )
    except (ambiguity.TooMuchWorkError, RecursionError):
        return f"The regular expression `{_short(pattern)}` is too complex to tell how long it may run\nMake it simpler, or split it"
    return None


def _compile_fault(pattern: str) -> str | None:
    try:
        with warnings.catch_warnings():
            # Some odd patterns only warn; in a later Python they mean something else or are errors.
            warnings.simplefilter("error")
            re.compile(pattern)
    except re.error as error:
        place = f" at character {error.pos + 1}" if error.pos is not None else ""
        return f"`{_short(pattern)}` is no regular expression: {error.msg}{place}\n{_hint(pattern, error.msg)}".rstrip(
            "\n"
        )
    except Warning as warning:
        return (
            f"`{_short(pattern)}` has a doubtful meaning: {_lower(str(warning))}\nPut a backslash before the character"
        )
    except (OverflowError, RecursionError, ValueError):
        return f"`{_short(pattern)}` is too large for a regular expression"
    return None


def _hint(pattern: str, message: str) -> str:
    if pattern.startswith("*") or "nothing to repeat" in message:
        return "For any text write `.*`; for the character itself put a backslash before it"
    if "unterminated" in message or "missing )" in message or "unbalanced" in message:
        return "Close what is open; for the bracket itself put a backslash before it"
    return ""


def _short(pattern: str) -> str:
    return pattern if len(pattern) <= 60 else pattern[:59] + "\u2026"


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def example_of(pattern: str) -> str:
    """A text that the pattern matches, for templates; the pattern itself where none is found easily."""
    try:
        example = _example(parse(pattern)).strip()
    except (TypeError, ValueError, LookupError, RecursionError, re.error):
        return pattern
    return example if re.fullmatch(pattern, example) else pattern


def _example(items: object) -> str:
    parts: list[str] = []
    for op, value in items:  # type: ignore[attr-defined]
        name = str(op)
        if name == "LITERAL":
            parts.append(chr(value))
        elif name == "ANY":
            parts.append("x")
        elif name == "IN":
            parts.append(_of_set(value))
        elif name == "BRANCH":
            parts.append(_example(value[1][0]))
        elif name == "SUBPATTERN":
            parts.append(_example(value[3]))
        elif name in ("MAX_REPEAT", "MIN_REPEAT"):
            parts.append(_example(value[2]) * min(value[0], 20))
        elif name != "AT":
            raise ValueError(name)
    return "".join(parts)


def _of_set(value: object) -> str:
    pattern = {"CATEGORY_DIGIT": "1", "CATEGORY_SPACE": " ", "CATEGORY_WORD": "x"}
    kind, what = value[0]  # type: ignore[index]
    if str(kind) == "LITERAL":
        return chr(what)
    if str(kind) == "RANGE":
        return chr(what[0])
    return pattern[str(what)]
