"""What a document is made of, and where: one case per heading in `outlines/*.txt`.

A case is `### name`, the Markdown, `>>>`, the expected outline. `→` stands for a tab, `␍` for a carriage return
before the line end, `¶` for one instead of it, `¬` for no line end, `∅` for nothing (to show a blank line), `␤` for the
line separator U+2028.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from .outline import outline

if TYPE_CHECKING:
    from _pytest.mark import ParameterSet

FOLDER = Path(__file__).parent / "outlines"


def cases() -> list[ParameterSet]:
    found = []
    for path in sorted(FOLDER.glob("*.txt")):
        for case in path.read_text(encoding="utf-8").split("\n### ")[1:]:
            name, _, rest = case.partition("\n")
            markdown, _, expected = rest.partition("\n>>>\n")
            found.append(pytest.param(unmarked(markdown), expected.split("\n"), id=f"{path.stem}: {name}"))
    return found


def unmarked(markdown: str) -> str:
    text = (markdown + "\n").replace("→", "\t").replace("␤", "\u2028").replace("∅", "")
    return text.replace("␍\n", "\r\n").replace("¶\n", "\r").replace("¬\n", "")


@pytest.mark.parametrize(("markdown", "expected"), cases())
def test_outline(markdown: str, expected: list[str]) -> None:
    assert outline(markdown) == [line for line in expected if line]
