"""The bundled rule sets judge documents by authors who had not seen them, no worse than recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ..golden import Place  # noqa: TID252 - tests are no installed package
from .figures import EXPECTED, Figures, Recorded, added, as_recorded, recorded, table, worse
from .measure import TYPES, edited, measure

if TYPE_CHECKING:
    from pathlib import Path

    from ..golden import Golden  # noqa: TID252

FIGURES = Figures(
    documents=4, errors=1, warnings=2, infos=3, completeness=90, defects=20, found=15, findings=18, beside=3,
    rewordings=20, accepted=18, typos=8, noticed=6,
)  # fmt: skip


@pytest.mark.parametrize("type", TYPES)
def test_a_type_is_judged_no_worse_than_recorded(
    type: str, golden: Golden, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SPECLINT_CACHE_DIR", str(cache))
    size = len(EXPECTED.read_text("utf-8"))
    known = recorded().get(type, Recorded("", size, size))
    got = measure(type).figures
    losses = worse(got, known.figures) if known.text else ["not recorded"]
    if losses or golden.accept:
        note = (
            f"worse: {', '.join(losses)}\neach finding: python tests/judgement/measure.py --type {type} -v\n"
            "to accept the figures, also better ones: pytest --accept tests/judgement && python tests/house/generate.py"
        )
        form = "{}" if known.text else f"\n{type}:\n{{}}"
        golden.same(as_recorded(got), known.text, Place(EXPECTED, known.start, known.end), form, note)


def test_every_recorded_type_has_documents() -> None:
    assert list(recorded()) == TYPES


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"found": 16, "errors": 0, "beside": 2, "findings": 30}, []),
        ({"found": 14, "accepted": 17}, ["found", "accepted"]),
        ({"infos": 4, "beside": 4}, ["infos", "beside"]),
        ({"defects": 21}, ["defects"]),
    ],
)
def test_worse_figures_are_named(changes: dict[str, int], expected: list[str]) -> None:
    assert worse(FIGURES._replace(**changes), FIGURES) == expected


def test_recorded_figures_are_read_as_they_are_written() -> None:
    assert Recorded(as_recorded(FIGURES), 0, 0).figures == FIGURES


def test_the_table_has_a_row_for_each_type_and_the_sum() -> None:
    rows = table({"plan": FIGURES, "milestone": FIGURES._replace(completeness=80)}).splitlines()[2:]
    assert rows == [
        "| plan | 4 | 1, 2, 3 | 90 % | 15 of 20 (75 %) | 83 % | 18 of 20 | 6 of 8 |",
        "| milestone | 4 | 1, 2, 3 | 80 % | 15 of 20 (75 %) | 83 % | 18 of 20 | 6 of 8 |",
        "| all | 8 | 2, 4, 6 | 85 % | 30 of 40 (75 %) | 83 % | 36 of 40 | 12 of 16 |",
    ]
    assert added([FIGURES]) == FIGURES


@pytest.mark.parametrize(
    ("old", "new", "lines"),
    [
        ("a\nb\nc", "a\nx\nc", {1: 1, 2: 2, 3: 3}),
        ("a\nb\nc", "a\nb\nx\ny\nc", {2: 2, 3: 5}),
        ("a\nb\nc\nd", "a\nd", {1: 1, 4: 2}),
        ("a\nb\nb\nc", "a\nb\nb\nb\nc", {1: 1, 4: 5}),
        ("a\nb", "a\nb", {1: 1, 2: 2}),
    ],
)
def test_lines_below_a_change_move(old: str, new: str, lines: dict[int, int]) -> None:
    edit = edited(old, new)
    assert {line: edit.moved(line) for line in lines} == lines


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("## Data\n", "## Data flows\n", "Missing section 'Out' in 'Data flows'"),
        ("**Data**: x\n", "**Facts**: x\n", "Missing section 'Out' in 'Facts'"),
        ("Data\n", "Facts\n", "Missing section 'Out' in 'Data'"),
    ],
)
def test_a_message_that_quotes_the_new_name_is_the_same_finding(old: str, new: str, message: str) -> None:
    assert edited(old, new).said("Missing section 'Out' in 'Data'") == message
