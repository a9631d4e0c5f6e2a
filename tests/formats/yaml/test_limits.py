"""Texts that are built to exhaust a reader."""

from __future__ import annotations

import subprocess
import sys

import pytest

from speclint.formats.yaml import check_syntax, read_yaml

from ...cpu import processor_time  # noqa: TID252 - tests are no installed package

SIZE = 250_000
"""Characters of a text that is large. The limit is a million."""
TOO_DEEP = "The values are nested more than 100 levels deep"
TOO_MANY = "The YAML has more than 100,000 values"
BOMB = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join(['*' + below] * 10)}]\n" for below, name in zip("abcdefgh", "bcdefghi", strict=True)
)
LADDER = "a0: &a0 1\n" + "".join(f"a{n}: &a{n} {'[' * 50}*a{n - 1}{']' * 50}\n" for n in range(1, 60))


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        ("[" * 10_000, 1, 101, TOO_DEEP),
        ("{" * 10_000, 1, 101, TOO_DEEP),
        ("{a: " * 10_000, 1, 401, TOO_DEEP),
        ("- " * 10_000, 1, 201, TOO_DEEP),
        ("".join(" " * n + "a:\n" for n in range(200)), 101, 101, TOO_DEEP),
        (LADDER, 3, 59, TOO_DEEP),
        (BOMB, 5, 36, TOO_MANY),
        ("[" + "1," * 100_100 + "]", 1, 200_000, TOO_MANY),
        ("x" * 1_000_001, 1, 1, "The YAML is too long (1,000,001 characters; the limit is 1,000,000)"),
    ],
)
def test_excess_is_refused_at_its_place(text: str, line: int, column: int, message: str) -> None:
    result = read_yaml("rules.yaml", text)
    assert result.root is None
    assert [(*error.range.start, error.message) for error in result.errors] == [(line, column, message)]


def test_a_hundred_levels_are_read_and_stored() -> None:
    root = read_yaml("rules.yaml", "[" * 100 + "]" * 100).root
    assert root is not None
    assert str(root.to_python()) == "[" * 100 + "]" * 100
    assert root == read_yaml("rules.yaml", "[" * 100 + "]" * 100).root


def test_a_sample_may_be_an_alias_bomb() -> None:
    assert check_syntax(BOMB) is None


@pytest.mark.parametrize(
    "text",
    [
        "!" * SIZE,
        "a: '" + "'" * SIZE,
        "\x85" * SIZE,
        "\0" * SIZE,
        "a: b" + "\t " * (SIZE // 2) + "c",
        "a:" + "\t" * SIZE + "x",
        "a: x\n" + "  foo\n" * (SIZE // 6) + "  a: b",
        "[a\n" + "b\n" * (SIZE // 2),
        "&a !b #" + "# " * (SIZE // 2),
        "---\n" * (SIZE // 4),
        "a: |\n" + "  x y z\n" * (SIZE // 8),
    ],
    ids=lambda text: repr(text[:8]),
)
def test_a_large_text_takes_bounded_time(text: str) -> None:
    with processor_time(5):  # less than a second each; a quadratic step takes minutes
        read_yaml("rules.yaml", text)
        check_syntax(text)


def test_importing_the_package_loads_no_yaml_library() -> None:
    code = (
        "import sys, speclint.formats.yaml as y\n"
        "heavy = {'ruamel', 'ruamel.yaml', 'dataclasses', 'pydantic'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
        "y.read_yaml('f', 'a: 1')\n"
        "assert 'ruamel.yaml' in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_reading_stored_nodes_loads_no_yaml_library() -> None:
    root = read_yaml("f", "a: [1]").root
    assert root is not None
    code = (
        "import sys, speclint.formats.yaml as y\n"
        f"assert y.from_data({root.to_data()!r}).to_python() == {{'a': [1]}}\n"
        "assert 'ruamel.yaml' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
