"""The figures of a type: which of them may not grow, which may not fall, and their forms in a data file and in a table.

Owns: `expected.yaml`, which holds the figures that are recorded, and the table that pages and the command print.
Never: measures; see `measure.py`.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

EXPECTED = Path(__file__).parent / "expected.yaml"


class Figures(NamedTuple):
    """What was counted for one type, or for several."""

    documents: int
    """Complete documents."""
    errors: int
    """Findings on them, by severity."""
    warnings: int
    infos: int
    completeness: int
    """Their average score, in percent."""
    defects: int
    """Planted defects."""
    found: int
    """Defects with a new finding at their line."""
    findings: int
    """New findings on documents with a defect."""
    beside: int
    """New findings at another line than that of the defect."""
    rewordings: int
    accepted: int
    """Rewordings without a new finding."""
    typos: int
    noticed: int
    """Typos with a new finding at their line."""

    @property
    def recall(self) -> int:
        """Defects found, in percent."""
        return percent(self.found, self.defects)

    @property
    def precision(self) -> int:
        """New findings at the line of the defect, in percent."""
        return percent(self.findings - self.beside, self.findings)


TOTALS = ("documents", "defects", "rewordings", "typos")
"""Figures that count the data themselves."""
MOST = ("errors", "warnings", "infos", "beside")
"""Figures that are worse when they grow."""
LEAST = ("completeness", "found", "accepted", "noticed")
"""Figures that are worse when they fall."""


def percent(part: int, whole: int) -> int:
    """A share in percent. Of nothing, all is right."""
    return round(100 * part / whole) if whole else 100


def worse(got: Figures, expected: Figures) -> list[str]:
    """The figures that are worse than expected; those of the data count as worse when they differ at all."""
    return [
        name
        for name, now, then in zip(Figures._fields, got, expected, strict=True)
        if (name in TOTALS and now != then) or (name in MOST and now > then) or (name in LEAST and now < then)
    ]


def added(figures: Iterable[Figures]) -> Figures:
    """The figures of several types together."""
    every = list(figures)
    sums = Figures(*(sum(column) for column in zip(*every, strict=True)))
    scores = sum(each.completeness * each.documents for each in every)
    return sums._replace(completeness=round(scores / max(1, sums.documents)))


class Recorded(NamedTuple):
    """What `expected.yaml` holds for a type: the lines below its name, and where in the file they begin and end."""

    text: str
    start: int
    end: int

    @property
    def figures(self) -> Figures:
        """The lines as figures."""
        return Figures(**{name: int(value) for name, value in re.findall(r"(\w+): (\d+)", self.text)})


def recorded() -> Mapping[str, Recorded]:
    """The recorded figures by type."""
    blocks = re.finditer(r"^([\w-]+):\n((?:  .+\n)*)", EXPECTED.read_text("utf-8"), re.MULTILINE)
    return {block[1]: Recorded(block[2], block.start(2), block.end(2)) for block in blocks}


def as_recorded(figures: Figures) -> str:
    """Figures as the file has them below the name of a type."""
    return "".join(f"  {name}: {value}\n" for name, value in figures._asdict().items())


HEAD = """\
| Type | Complete documents | Errors, warnings, infos on them | Completeness | Defects found | Precision | Rewordings accepted | Typos found |
|------|--------------------|---------------------------------|--------------|---------------|-----------|---------------------|-------------|
"""


def table(figures: Mapping[str, Figures]) -> str:
    """Figures by type as a Markdown table, with the sum below them."""
    return HEAD + "".join(_row(*each) for each in [*figures.items(), ("all", added(figures.values()))])


def _row(name: str, each: Figures) -> str:
    cells = (
        name,
        each.documents,
        f"{each.errors}, {each.warnings}, {each.infos}",
        f"{each.completeness} %",
        f"{each.found} of {each.defects} ({each.recall} %)",
        f"{each.precision} %",
        f"{each.accepted} of {each.rewordings}",
        f"{each.noticed} of {each.typos}",
    )
    return f"| {' | '.join(map(str, cells))} |\n"
