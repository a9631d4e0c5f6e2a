"""Verdicts on documents, remembered.

Owns: what a verdict depends on, and its form in the cache.
Never: keeps one that depended on more than its key says: where rule files are broken, nothing is kept.

Linting is a function of the document, the rule sets and the settings alone, so a verdict is keyed by the contents of
all of them. A run in which nothing changed loads neither the Markdown parser nor the checks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from speclint.base.diagnostics import SEVERITY_RANK, Diagnostic, Fix, RelatedLocation, TextEdit
from speclint.base.digest import digest
from speclint.base.shapes import as_list, as_number, as_text
from speclint.base.source import Position, Range
from speclint.base.values import NamedTuple

if TYPE_CHECKING:
    from speclint.base.source import SourceFile
    from speclint.workspace.projects import Project


class Verdict(NamedTuple):
    """`skipped` says why a document was not linted; None if it was. `silenced`: how many findings comments silence."""

    skipped: str | None
    diagnostics: tuple[Diagnostic, ...]
    type: str = ""
    silenced: tuple[tuple[str, int], ...] = ()


def verdict_key(source: SourceFile, path: str, project: Project, settings: str) -> str | None:
    """The name of a verdict in the cache; None where it should not be kept. `settings`: those of the command line."""
    library = project.library.identity
    if not library:
        return None
    relative, rooted = project.relative(path) if path else ("", True)
    return "verdict:" + digest(source.path, relative, str(rooted), settings, repr(project.config), library, source.text)


def to_data(verdict: Verdict) -> list[Any]:
    """Lists for the cache."""
    return [
        verdict.skipped,
        [
            [
                diagnostic.path, diagnostic.range, diagnostic.rule, diagnostic.severity, diagnostic.message,
                diagnostic.help, diagnostic.section, diagnostic.spec_type, diagnostic.related, diagnostic.fix,
            ]
            for diagnostic in verdict.diagnostics
        ],
        verdict.type,
        verdict.silenced,
    ]  # fmt: skip


def from_data(data: Any) -> Verdict | None:
    """A verdict from its data; None for data of another shape."""
    try:
        skipped, diagnostics, type, silenced = as_list(data)
        return Verdict(
            None if skipped is None else as_text(skipped),
            tuple(map(_diagnostic, as_list(diagnostics))),
            as_text(type),
            tuple((as_text(rule), as_number(count)) for rule, count in map(as_list, as_list(silenced))),
        )
    except (TypeError, ValueError, KeyError):
        return None


def _diagnostic(data: Any) -> Diagnostic:
    path, range, rule, severity, message, help, section, spec_type, related, fix = as_list(data)
    SEVERITY_RANK[severity]  # raises for what is none
    return Diagnostic(
        as_text(path),
        range_from_data(range),
        as_text(rule),
        severity,
        as_text(message),
        as_text(help),
        tuple(map(as_text, as_list(section))),
        None if spec_type is None else as_text(spec_type),
        tuple(
            RelatedLocation(range_from_data(place), as_text(said), None if other is None else as_text(other))
            for place, said, other in map(as_list, as_list(related))
        ),
        None if fix is None else _fix(fix),
    )


def _fix(data: Any) -> Fix:
    title, applicability, edits, rename = as_list(data)
    if applicability not in ("safe", "unsafe"):
        raise ValueError(applicability)
    made = tuple(TextEdit(range_from_data(place), as_text(text)) for place, text in map(as_list, as_list(edits)))
    return Fix(as_text(title), applicability, made, as_text(rename))


def range_from_data(data: Any) -> Range:
    """A range from its data. Raises TypeError or ValueError for data of another shape."""
    start, end = as_list(data)
    (line, column), (end_line, end_column) = as_list(start), as_list(end)
    return Range(Position(as_number(line), as_number(column)), Position(as_number(end_line), as_number(end_column)))
