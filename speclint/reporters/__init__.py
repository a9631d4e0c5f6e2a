"""Reports as text: pure functions from values to strings.

Owns: the output formats and which there are.
Never: prints, asks for the terminal, orders or counts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.reporters.style import PLAIN, Style

if TYPE_CHECKING:
    from collections.abc import Mapping

    from speclint.report import Report
    from speclint.source import SourceFile

FORMATS = ("text", "full", "json", "github")

__all__ = ["FORMATS", "PLAIN", "Style", "render"]


def render(format: str, report: Report, sources: Mapping[str, SourceFile], style: Style = PLAIN) -> str:
    """The report in one of FORMATS. `sources` are the texts of files with diagnostics, by path."""
    # Each format is only loaded when it is wanted: a hook uses one.
    if format == "json":
        from speclint.reporters.json_v1 import render_json

        return render_json(report)
    if format == "github":
        from speclint.reporters.github import render_github

        return render_github(report)
    if format == "full":
        from speclint.reporters.full import render_full

        return render_full(report, sources, style)
    from speclint.reporters.text import render_text

    return render_text(report, style)
