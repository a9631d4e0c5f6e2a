"""Reports as text: pure functions from values to strings.

Owns: the output formats and which there are.
Never: prints, asks for the terminal, orders or counts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.reporters.background import NOTHING, Background
from speclint.reporters.style import PLAIN, Style

if TYPE_CHECKING:
    from speclint.base.report import Report

FORMATS = (
    "text",
    "full",
    "grouped",
    "json",
    "json-lines",
    "sarif",
    "github",
    "gitlab",
    "junit",
    "rdjson",
    "checkstyle",
    "azure",
    "markdown",
)

FOR_PEOPLE = frozenset(("text", "full", "grouped"))
"""Formats that are written in the encoding of the terminal, with colour. All others are UTF-8 wherever they go."""

FROM_TOP = frozenset(("sarif", "github", "gitlab", "junit", "checkstyle", "azure", "markdown"))
"""Formats whose readers look for files from the top of the repository, wherever the program ran."""

__all__ = ["FORMATS", "FOR_PEOPLE", "FROM_TOP", "PLAIN", "Background", "Style", "render"]


def render(format: str, report: Report, background: Background = NOTHING, style: Style = PLAIN) -> str:
    """The report in one of FORMATS."""
    # Each format is only loaded when it is wanted: a hook uses one.
    if format == "text":
        from speclint.reporters.text import render_text

        return render_text(report, style)
    if format == "full":
        from speclint.reporters.full import render_full

        return render_full(report, background.sources, style)
    if format == "grouped":
        from speclint.reporters.grouped import render_grouped

        return render_grouped(report, style)
    if format in ("json", "json-lines"):
        from speclint.reporters.json_v1 import render_json, render_json_lines

        return render_json(report) if format == "json" else render_json_lines(report)
    return _render_for_service(format, report, background)


def _render_for_service(format: str, report: Report, background: Background) -> str:
    if format == "sarif":
        from speclint.reporters.sarif import render_sarif

        return render_sarif(report, background)
    if format == "github":
        from speclint.reporters.github import render_github

        return render_github(report)
    if format == "gitlab":
        from speclint.reporters.gitlab import render_gitlab

        return render_gitlab(report)
    if format == "junit":
        from speclint.reporters.junit import render_junit

        return render_junit(report, background)
    if format == "rdjson":
        from speclint.reporters.rdjson import render_rdjson

        return render_rdjson(report, background.sources)
    if format == "checkstyle":
        from speclint.reporters.checkstyle import render_checkstyle

        return render_checkstyle(report, background.checked)
    if format == "azure":
        from speclint.reporters.azure import render_azure

        return render_azure(report)
    from speclint.reporters.markdown import render_markdown

    return render_markdown(report)
