"""Reports as text: pure functions from values to strings.

Owns: the table of output formats, the only source of which formats exist and what each can do.
Never: prints, looks at the terminal, orders or counts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.loading import load
from speclint.base.values import NamedTuple
from speclint.reporters.context import NOTHING, Context
from speclint.reporters.style import PLAIN, Style

if TYPE_CHECKING:
    from collections.abc import Callable

    from speclint.base.report import Report

__all__ = ["FORMATS", "NOTHING", "PLAIN", "Context", "Format", "Style", "render"]


class Format(NamedTuple):
    """One output format. Its module has `render(report, context) -> str`, and is loaded when the format is used."""

    module: str
    """The module of this package."""
    readers: str
    """Who reads it, for docs/formats.md."""
    columns: str = "characters"
    """What its columns count, for docs/formats.md."""
    severities: str = "as they are"
    """How it calls errors, warnings and infos, for docs/formats.md."""
    for_people: bool = False
    """Written in the encoding of the terminal, with colour. All other formats are UTF-8 wherever they go."""
    from_top: bool = False
    """Its readers look for files from the root of the repository, wherever the program ran."""
    goes_on: bool = False
    """One report may follow another in the same stream (`--watch`). Other formats are one whole document."""
    with_pages: bool = False
    """Shows the pages of rules: the context has those of all rules that fired."""
    among_documents: bool = False
    """A report may replace a Markdown file that a walk of the project finds, for it is one itself."""

    def renderer(self) -> Callable[[Report, Context], str]:
        """The function that writes the format."""
        function: Callable[[Report, Context], str] = load(f"reporters.{self.module}:render")
        return function


FORMATS: dict[str, Format] = {
    "text": Format(
        "text", "editors, problem matchers: `path:line:column: severity: message [rule]`", for_people=True, goes_on=True
    ),
    "full": Format("full", "people: with the source line, help and related places", for_people=True, goes_on=True),
    "grouped": Format("grouped", "people: file by file", for_people=True, goes_on=True),
    "json": Format("json_v1", "programs: one object"),
    "json-lines": Format(
        "json_lines",
        "programs that read a stream: one diagnostic a line, with the keys that it has in `json`",
        goes_on=True,
    ),
    "sarif": Format(
        "sarif",
        "code scanning of GitHub, SARIF viewers",
        columns="UTF-16 code units",
        severities="`error`, `warning`, `note`",
        from_top=True,
        with_pages=True,
    ),
    "github": Format(
        "github", "annotations of GitHub Actions", severities="`error`, `warning`, `notice`", from_top=True
    ),
    "gitlab": Format(
        "gitlab", "code quality of GitLab", columns="none", severities="`major`, `minor`, `info`", from_top=True
    ),
    "junit": Format(
        "junit",
        "test viewers: Jenkins, GitLab, Azure Pipelines",
        columns="characters, in the text",
        severities="see below",
        from_top=True,
    ),
    "rdjson": Format("rdjson", "reviewdog", columns="UTF-8 bytes", severities="`ERROR`, `WARNING`, `INFO`"),
    "checkstyle": Format("checkstyle", "Jenkins and many others", from_top=True),
    "azure": Format(
        "azure", "issues of Azure Pipelines", severities="`error`, `warning`, a line of the log", from_top=True
    ),
    "markdown": Format("markdown", "the summary of a job, a comment", from_top=True, among_documents=True),
}
"""In the order in which help and docs/formats.md list them. A new format is a row, a module, and a reader in the tests."""


def render(format: str, report: Report, context: Context = NOTHING) -> str:
    """The report in one of FORMATS. Raises ValueError for any other."""
    if format not in FORMATS:
        raise ValueError(f"unknown output format {format!r}: expected one of {', '.join(FORMATS)}")
    return FORMATS[format].renderer()(report, context)
