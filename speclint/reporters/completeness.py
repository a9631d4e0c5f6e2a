"""Completeness scores: as text with bars for people, and as JSON for programs.

Owns: both forms. The names of JSON keys are a contract: all are always there; a change of meaning raises the version.
Never: scores, orders or rounds in its own way.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from speclint.base.escapes import json_escaped
from speclint.completeness import percent, summarise
from speclint.reporters.style import PLAIN, Style, one_line, visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from speclint.base.report import Skipped
    from speclint.completeness import SectionScore, SpecScore

VERSION = 1
_BAR = 20
_HEAD = "(title and metadata)"


def render_scores_json(scores: Sequence[SpecScore], skipped: Sequence[Skipped]) -> str:
    """The scores as one JSON object."""
    summary = summarise(scores)
    data = {
        "version": VERSION,
        "specs": [_spec(score) for score in scores],
        "skipped": [{"path": path, "reason": reason} for path, reason in skipped],
        "summary": {
            "specs": summary.specs,
            "percent": summary.percent,
            "types": [{"spec_type": type, "specs": count, "percent": share} for type, count, share in summary.types],
        },
    }
    return json_escaped(json.dumps(data, ensure_ascii=False, indent=2)) + "\n"


def _spec(score: SpecScore) -> dict[str, Any]:
    return {
        "path": score.path,
        "spec_type": score.spec_type,
        "percent": score.percent,
        "status": score.status,
        "threshold": score.threshold,
        "sections": [_section(section) for section in score.sections],
    }


def _section(section: SectionScore) -> dict[str, Any]:
    return {
        "section": list(section.section),
        "weight": section.weight,
        "percent": percent(section.credit),
        "missing": [
            {
                "requirement": loss.requirement,
                "message": loss.message,
                "line": loss.place.line,
                "column": loss.place.column,
                "lost": _points(loss.share),
            }
            for loss in section.missing
        ],
    }


def _points(share: Fraction) -> float:
    """What a loss costs, in points of a hundred, to two decimals."""
    return round(float(share * 100), 2)


def render_scores_text(
    scores: Sequence[SpecScore], style: Style = PLAIN, fail_under: float | None = None, *, brief: bool = False
) -> str:
    """Bars for people. `brief`: one line for each document; `fail_under` takes the place of the scores' thresholds."""
    lines: list[str] = []
    for score in scores:
        lines.append(_headline(score, style, fail_under))
        if not brief:
            lines += [*_sections(score, style), ""]
    if len(scores) > 1:
        summary = summarise(scores)
        lines += [f"{_bar(share)} {share:3}%  {type} ({_specs(count)})" for type, count, share in summary.types]
        lines.append(f"{_bar(summary.percent)} {summary.percent:3}%  all ({_specs(summary.specs)})")
    return "".join(f"{line}\n" for line in lines)


def _specs(count: int) -> str:
    return f"{count} specification{'' if count == 1 else 's'}"


def _bar(share: int) -> str:
    full = share * _BAR // 100
    return f"[{'#' * full}{'.' * (_BAR - full)}]"


def _headline(score: SpecScore, style: Style, fail_under: float | None) -> str:
    limit = score.threshold if fail_under is None else fail_under
    about = one_line(f"{score.spec_type}, {score.status}" if score.status else score.spec_type)
    line = f"{_bar(score.percent)} {score.percent:3}%  {style.paint(visible(score.path), '1')} ({about})"
    if score.fails(fail_under):
        line += style.severity(f": below {limit:g}%", "error")
    return line


def _sections(score: SpecScore, style: Style) -> Iterator[str]:
    for section in score.sections:
        share = percent(section.credit)
        depth = max(len(section.section) - 1, 0)
        name = one_line(section.section[-1]) if section.section else _HEAD
        # What is below a complete section is complete as well.
        if depth and share == 100:
            continue
        yield f"  {_bar(share)}  {share:3}%  {'  ' * depth}{name}"
        for loss in section.missing:
            place = f"{loss.place.line}:{loss.place.column}".ljust(8)
            lost = f"-{_points(loss.share):.1f}".rjust(5)
            said = f"{one_line(loss.message)} {style.paint(f'({one_line(loss.requirement)})', '2')}"
            yield f"  {' ' * _BAR}  {lost}   {'  ' * depth}{place} {said}"
