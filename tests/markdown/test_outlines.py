"""What a document is made of, and where: one case per heading in `outlines/*.txt`.

A case is `### name`, the Markdown, `>>>`, the expected outline. `→` stands for a tab, `␍` for a carriage return
before the line end, `¶` for one instead of it, `¬` for no line end, `∅` for nothing (to show a blank line), `␤` for the
line separator U+2028.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ..golden import Place, parts  # noqa: TID252 - tests are no installed package
from .outline import outline

if TYPE_CHECKING:
    from _pytest.mark import ParameterSet

    from ..golden import Golden  # noqa: TID252

FOLDER = Path(__file__).parent / "outlines"


def cases() -> list[ParameterSet]:
    found = []
    for path in sorted(FOLDER.glob("*.txt")):
        for case in parts(path, "### "):
            markdown, mark, expected = case.text.partition("\n>>>\n")
            place = case.place._replace(start=case.place.start + len(markdown) + len(mark))
            found.append(pytest.param(unmarked(markdown), expected, place, id=f"{path.stem}: {case.head}"))
    return found


def unmarked(markdown: str) -> str:
    text = (markdown + "\n").replace("→", "\t").replace("␤", "\u2028").replace("∅", "")
    return text.replace("␍\n", "\r\n").replace("¶\n", "\r").replace("¬\n", "")


@pytest.mark.parametrize(("markdown", "expected", "place"), cases())
def test_outline(markdown: str, expected: str, place: Place, golden: Golden) -> None:
    golden.same_lines(outline(markdown), [line for line in expected.split("\n") if line], place)
