"""Path patterns match as in .gitignore, in bounded time."""

from __future__ import annotations

import pytest

from speclint.base.globs import holds, matches

from ..cpu import processor_time  # noqa: TID252 - tests are no installed package


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("**/cmp-*.md", "cmp-1.md"),
        ("**/cmp-*.md", "a/b/cmp-1.md"),
        ("docs/*.md", "docs/x.md"),
        ("./docs/*.md", "docs/x.md"),
        ("/docs/*.md", "docs/x.md"),
        ("*.md", "a/b.md"),
        ("docs/**", "docs/a/b"),
        ("docs/", "x/docs/a"),
        ("a/**/b", "a/b"),
        ("a/**/b", "a/x/y/b"),
        ("**", "x/y"),
        ("[a-c]x.md", "bx.md"),
        ("[!a-c]x.md", "dx.md"),
        ("[]]x", "]x"),
        ("[x", "[x"),
        ("a?c", "abc"),
        (r"a\*c", "a*c"),
        ("**/a/**/b/*.md", "z/a/q/b/c.md"),
        ("*a*b*c", "xxaxxbxxc"),
    ],
)
def test_matches(pattern: str, path: str) -> None:
    assert matches(pattern, path)


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("docs/*.md", "a/docs/x.md"),
        ("docs/*.md", "docs/a/x.md"),
        ("/*.md", "a/b.md"),
        ("docs/**", "docs"),
        ("a/**/b", "a/x/y/c"),
        ("[!a-c]x.md", "bx.md"),
        (r"a\*c", "abc"),
        ("*a*b*c", "xxaxxbxx"),
        ("*.md", "a.mdx"),
        ("docs", "docs/a.md"),
    ],
)
def test_does_not_match(pattern: str, path: str) -> None:
    assert not matches(pattern, path)


def test_exclusion_holds_for_all_below() -> None:
    assert holds("vendor", "a/vendor/b/c.md")
    assert holds("a/vendor", "a/vendor/b")
    assert holds("node_modules/", "x/node_modules/a")
    assert not holds("a/vendor", "b/a/vendor/x")


def test_time_is_bounded() -> None:
    with processor_time(20):  # below a second; without a bound, longer than anybody would wait
        assert not matches("*a" * 60, "a" * 5000 + "b")
        assert not matches("**/a/" * 40 + "z", "a/" * 500 + "b")
