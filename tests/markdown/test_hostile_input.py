"""Input that is made to be slow or deep takes time in proportion to its size."""

from __future__ import annotations

import pytest

from speclint.markdown import bold_lines

from ..cpu import processor_time  # noqa: TID252 - tests are no installed package
from .outline import document

SIZE = 80_000

HOSTILE = {
    "quotes": ">" * SIZE,
    "opening brackets": "[" * SIZE,
    "images": "![" * (SIZE // 2),
    "brackets": "[" * (SIZE // 2) + "]" * (SIZE // 2),
    "nested lists on one line": "- " * (SIZE // 2) + "x",
    "nested lists": "\n".join("  " * depth + "- a" for depth in range(600)),
    "nested quotes and lists": "> - " * (SIZE // 4),
    "lazy lines": ("> " * 40 + "a\nb\n") * (SIZE // 84),
    "lazy lines after fences": "> ```\nb\n" * (SIZE // 8),
    "one line": "x" * 1_000_000,
    "white space in a heading": "# a" + " " * SIZE + "b",
    "white space in a row": "a\n|" + " " * SIZE + "x",
    "fences": "".join("```" + "`" * (number % 50) + "\n" for number in range(5000)),
    "comments": "<!--" * (SIZE // 4),
    "inline comments": "a " + "<!--" * (SIZE // 4),
    "instructions": "a <?" * (SIZE // 4),
    "emphasis": "*_" * (SIZE // 2),
    "strong emphasis": "a**b" * (SIZE // 4),
    "backticks": "".join("`" * length + " " for length in range(600)),
    "links without end": "[a](" * (SIZE // 4),
    "titles without end": '[a](b "' * (SIZE // 7),
    "attributes": "<b" + ' a="' * (SIZE // 4),
    "delimiter rows": "a|b\n" + "|-|-|-|\n" * (SIZE // 8),
    "definitions": "[a]: b\n" * (SIZE // 7),
    "broken definitions": "[a]:\n" * (SIZE // 5),
    "tabs": "\t" * SIZE + "x",
    "closing brackets after an address": "http://a.b/" + ")" * SIZE,
    "entities after an address": "http://a.b/" + "&a;" * (SIZE // 3),
    "html": "<div>\n\n" * (SIZE // 7),
    "thematic breaks that are none": "* " * (SIZE // 2) + "x",
    "bold lines": "**a" * (SIZE // 3),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_input_is_parsed_in_bounded_time(name: str) -> None:
    with processor_time(3):  # about half a second; quadratic time would be a minute
        found = document(HOSTILE[name])
        for text in found.texts():
            assert isinstance(text.plain, str)
            assert text.inlines is not None
        assert bold_lines(found.blocks) is not None
        assert found.comments is not None
