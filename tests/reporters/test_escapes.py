"""Which characters are shown, and the escapes of the others."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speclint.base.escapes import json_escaped, one_line, unbroken, visible

ANY = st.text(st.characters() | st.sampled_from("\u200d\u200c\u202e\n\r\x85\u2028\x1b"), max_size=30)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("\x1b[2J", "\\x1b[2J"),
        ("a\tb\nc\rd", "a\\tb\\nc\\rd"),
        ("\x00\x7f\x9b", "\\x00\\x7f\\u009b"),
        ("\u202eabc\u2066", "\\u202eabc\\u2066"),
        ("\u200e\u200f\u061c\u200b\u2060\ufeff\u00ad", "\\u200e\\u200f\\u061c\\u200b\\u2060\\ufeff\\u00ad"),
        ("a\u2028b\u2029c\x85", "a\\u2028b\\u2029c\\u0085"),
        ("\U000e0041", "\\U000e0041"),
        ("\udcff.md", "\\xff.md"),
        ("\ud800", "\\ud800"),
        ("Straße 日本 \u00a0\u3000.", "Straße 日本 \u00a0\u3000."),
        ("👩\u200d🚀 ❤\ufe0f\u200d🔥", "👩\u200d🚀 ❤\ufe0f\u200d🔥"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("pass\u200dword", "pass\\u200dword"),
        ("\u200dü", "\\u200dü"),
    ],
)
def test_what_is_shown(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(ANY)
def test_nothing_hidden_is_left(text: str) -> None:
    for shown in (visible(text), one_line(text)):
        assert len((shown + "x").splitlines()) == 1
        shown.encode()  # no lone surrogate
        hidden = {each for each in shown if unicodedata.category(each) in ("Cc", "Cf", "Cs", "Zl", "Zp")}
        assert hidden <= {"\u200c", "\u200d"}


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_json_says_the_same(text: str) -> None:
    written = json_escaped(json.dumps([text], ensure_ascii=False, indent=2))
    assert json.loads(written) == [text]
    assert visible(written, "\n") == written


@given(ANY)
def test_unbroken_text_has_one_line_and_keeps_its_other_characters(text: str) -> None:
    line = unbroken(text)
    assert len((line + "x").splitlines()) == 1
    assert "".join(line.split()) == "".join(text.split())
    assert unbroken(line) == line
