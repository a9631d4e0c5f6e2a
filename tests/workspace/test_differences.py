"""Which lines of a text changed: always enough of them, seldom more than needed, and in a time that grows with the text."""

from __future__ import annotations

import sys
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speclint.workspace.files import differences
from speclint.workspace.files.differences import changed_blocks, split_lines

if TYPE_CHECKING:
    from collections.abc import Callable

LINES = st.lists(st.sampled_from([b"", b"a", b"b", b"c", b"# d", b"e", b"f"]), max_size=30)


def rebuilt(old: list[bytes], new: list[bytes]) -> list[bytes]:
    """The new text, made of the old one and of the blocks that changed."""
    made, at = [], 0
    for first, last, start, end in changed_blocks(old, new):
        made += [*old[at:first], *new[start:end]]
        at = last
    return [*made, *old[at:]]


@given(LINES, LINES)
def test_the_blocks_lead_from_one_text_to_the_other(old: list[bytes], new: list[bytes]) -> None:
    assert rebuilt(old, new) == new
    blocks = changed_blocks(old, new)
    assert all(first < last or start < end for first, last, start, end in blocks)
    for before, after in pairwise(blocks):
        assert before[1] < after[0]
        assert before[3] < after[2]


@given(LINES)
def test_a_text_does_not_differ_from_itself(lines: list[bytes]) -> None:
    assert changed_blocks(lines, lines) == []


@given(LINES, st.data())
def test_one_line_put_in_or_taken_out_is_one_line(lines: list[bytes], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(lines)))
    more = [*lines[:at], b"new", *lines[at:]]
    assert changed_blocks(lines, more) == [(at, at, at, at + 1)]
    assert changed_blocks(more, lines) == [(at, at + 1, at, at)]


@pytest.mark.parametrize(
    ("old", "new", "blocks"),
    [
        ("abcd", "abcd", []),
        ("", "ab", [(0, 0, 0, 2)]),
        ("ab", "", [(0, 2, 0, 0)]),
        ("abcd", "abxd", [(2, 3, 2, 3)]),
        ("abcdef", "axcdyf", [(1, 2, 1, 2), (4, 5, 4, 5)]),
        ("xabcy", "xcaby", [(1, 1, 1, 2), (3, 4, 4, 4)]),
        ("aabaab", "abaaab", [(1, 2, 1, 1), (3, 3, 2, 3)]),
    ],
)
def test_what_changed(old: str, new: str, blocks: list[tuple[int, int, int, int]]) -> None:
    assert changed_blocks([c.encode() for c in old], [c.encode() for c in new]) == blocks


@pytest.mark.parametrize(
    ("data", "lines"),
    [
        (b"", []),
        (b"a", [b"a"]),
        (b"a\n", [b"a\n"]),
        (b"a\r\nb\rc\n\n", [b"a\n", b"b\n", b"c\n", b"\n"]),
        (b"a\n\rb\x0bc\x0c\xc2\x85d", [b"a\n", b"\n", b"b\x0bc\x0c\xc2\x85d"]),
    ],
)
def test_how_a_line_ends_is_no_difference(data: bytes, lines: list[bytes]) -> None:
    assert split_lines(data) == lines


def steps(call: Callable[[], Any]) -> int:
    """How many lines of the module under test are run."""
    count = 0

    def trace(frame: Any, event: str, _: Any) -> Any:
        nonlocal count
        if frame.f_code.co_filename != differences.__file__:
            return None
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        call()
    finally:
        sys.settrace(before)
    return count


SHAPES: dict[str, Callable[[int], tuple[list[bytes], list[bytes]]]] = {
    "nothing in common": lambda n: ([b"a%d" % i for i in range(n)], [b"b%d" % i for i in range(n)]),
    "reversed": lambda n: ([b"%d" % i for i in range(n)], [b"%d" % i for i in range(n, 0, -1)]),
    "two lines, again and again": lambda n: ([b"a", b"b"] * n, [b"b", b"a", b"a"] * n),
    "one line, more often": lambda n: ([b"a"] * n, [b"a"] * (2 * n)),
    "every other changed": lambda n: (
        [b"%d" % i for i in range(n)],
        [b"%d" % (i if i % 2 else -i) for i in range(n)],
    ),
    "blank lines between": lambda n: (
        [b"" if i % 2 else b"%d" % i for i in range(n)],
        [b"" if i % 2 else b"x%d" % i for i in range(n)],
    ),
    "a chain of lines, each unique once the next was found": lambda n: tuple(  # type: ignore[dict-item,return-value]
        [line for i in range(n) for line in (b"%d" % i, b"%c%d" % (side, i), b"%d" % (i - 1))] for side in b"xy"
    ),
    "pairs swapped": lambda n: ([b"%d" % i for i in range(n)], [b"%d" % (i ^ 1) for i in range(n)]),
}


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES.keys())
def test_twice_the_text_is_about_twice_the_work(shape: Callable[[int], tuple[list[bytes], list[bytes]]]) -> None:
    small, large = (steps(lambda n=n: changed_blocks(*shape(n))) for n in (500, 2000))  # type: ignore[misc]
    assert large < 6 * small
