"""Samples in documents: more is allowed than in a file that is read for its values."""

from __future__ import annotations

import pytest

from speclint.formats.yaml import check_syntax


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a: 1",
        "a: 1\n---\nb: 2\n---\na: 3\n",
        "a: 1\n...\nb: 2\n",
        "a: !Ref Thing\nb: !Sub '${x}'\nc: !GetAtt [a, b]\nd: !If {x: 1}\n",
        "script:\n  - !reference [.setup, script]\n",
        "a: !!python/name:os.path x\n",
        "1: a\n'1': b\n1.0: c\n",
        "? [a, b]\n: c\n? {d: e}\n: f\n",
        "a: {{ value }}\n",
        "a: &a [*a]\n",
        "a: &a {x: 1}\nb: {<<: *a, <<: *a}\n",
        "<<: text\n",
        "%YAML 1.1\n---\na: yes\n",
        "a: &a [1]\n---\nb: &a 1\n",
        '{"a": [1, 2.5, null, true], "b":{}}',
    ],
)
def test_valid_samples(text: str) -> None:
    assert check_syntax(text) is None


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        ("a: b: c", 1, 5, "A value without quotes cannot contain `: `"),
        ("a: 1\n---\nb: [1\n", 3, 4, "The `[` that opens here is never closed"),
        ("a: 1\na: 2\nb: @\n", 2, 1, "The key `a` is already used on line 1"),
        ("a: 1\n---\nb: 1\nb: 2\n", 4, 1, "The key `b` is already used on line 3"),
        ("a: &x 1\n---\nb: *x\n", 3, 4, "`*x` refers to an anchor that is not defined above it"),
        ("a:\n\tb: 1", 2, 1, "A tab indents this line; YAML allows only spaces there"),
        ("a: \x00", 1, 4, "The control character U+0000 is not allowed in YAML"),
    ],
)
def test_broken_samples(text: str, line: int, column: int, message: str) -> None:
    error = check_syntax(text)
    assert error is not None
    assert (*error.range.start, error.message) == (line, column, message)


def test_places_count_from_the_given_line() -> None:
    error = check_syntax("a: 1\na: 2", first_line=40)
    assert error is not None
    assert (*error.range.start, error.message) == (41, 1, "The key `a` is already used on line 40")
