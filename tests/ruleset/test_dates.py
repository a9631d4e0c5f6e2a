"""The type `date`: days in the forms of four languages, and those that no calendar has."""

from __future__ import annotations

import pytest

from speclint.ruleset.value_types import order_of, value_fault


@pytest.mark.parametrize(
    "text",
    [
        "2026-05-11",
        "2026/05/11",
        "2026-05-11T12:00:00Z",
        "11.5.2026",
        "11. 05. 2026",
        "11-05-2026",
        "11 May 2026",
        "11th of May, 2026",
        "11-May-2026",
        "May 11th, 2026",
        "Mon, 11 May 2026",
        "Montag, 11. Mai 2026",
        "den 11. Mai 2026",
        "lundi 11 mai 2026",
        "11 de mayo de 2026",
        "11.05.2026 (Erstfassung)",
        "11 May 2026, by the board",
    ],
)
def test_a_day_in_any_form(text: str) -> None:
    assert order_of("date", text) == order_of("date", "2026-05-11")


@pytest.mark.parametrize(
    "text",
    ["12/09/2025", "09/30/2025", "1er avril 2027", "9 février 2026", "29 Feb 2028", "octubre de 2025", "Q1 2026"],
)
def test_other_dates(text: str) -> None:
    assert value_fault("date", text) == ""


@pytest.mark.parametrize(
    "text",
    [
        "2026-02-30",
        "31.04.2026",
        "31/09/2025",
        "13/13/2025",
        "30 février 2026",
        "February 29, 2026",
        "31. April 2026, vormittags",
        "31 de junio de 2026",
        "3 Mayember 2026",
        "next week",
        "11.05.26",
    ],
)
def test_no_day_of_any_calendar(text: str) -> None:
    assert value_fault("date", text) == "a date"
