"""Verdicts on documents, remembered.

Owns: what a verdict depends on, and its form in the cache.
Never: keeps one that depended on more than its key says: where rule files are broken, nothing is kept.

Linting is a function of the document, the rule sets and the settings alone, so a verdict is keyed by the contents of
all of them. A run in which nothing changed loads neither the Markdown parser nor the checks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from speclint.diagnostics import SEVERITY_RANK, Diagnostic, Fix, RelatedLocation, TextEdit
from speclint.digest import digest
from speclint.source import Position, Range
from speclint.values import NamedTuple

if TYPE_CHECKING:
    from speclint.source import SourceFile
    from speclint.workspace.projects import Project


class Verdict(NamedTuple):
    """`skipped` says why a document was not linted; None if it was."""

    skipped: str | None
    diagnostics: tuple[Diagnostic, ...]


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
    ]  # fmt: skip


def from_data(data: Any) -> Verdict | None:
    """A verdict from its data; None for data of another shape."""
    try:
        skipped, diagnostics = _list(data)
        return Verdict(None if skipped is None else _text(skipped), tuple(map(_diagnostic, _list(diagnostics))))
    except (TypeError, ValueError, KeyError):
        return None


def _diagnostic(data: Any) -> Diagnostic:
    path, range, rule, severity, message, help, section, spec_type, related, fix = _list(data)
    SEVERITY_RANK[severity]  # raises for what is none
    return Diagnostic(
        _text(path),
        _range(range),
        _text(rule),
        severity,
        _text(message),
        _text(help),
        tuple(map(_text, _list(section))),
        None if spec_type is None else _text(spec_type),
        tuple(
            RelatedLocation(_range(place), _text(said), None if other is None else _text(other))
            for place, said, other in map(_list, _list(related))
        ),
        None if fix is None else _fix(fix),
    )


def _fix(data: Any) -> Fix:
    title, applicability, edits = _list(data)
    if applicability not in ("safe", "unsafe"):
        raise ValueError(applicability)
    made = tuple(TextEdit(_range(place), _text(text)) for place, text in map(_list, _list(edits)))
    return Fix(_text(title), applicability, made)


def _range(data: Any) -> Range:
    start, end = _list(data)
    (line, column), (end_line, end_column) = _list(start), _list(end)
    return Range(Position(_number(line), _number(column)), Position(_number(end_line), _number(end_column)))


def _list(data: Any) -> Any:
    # Texts and mappings can be gone through like lists, and would pass for some.
    if type(data) is not list:
        raise TypeError("no list")
    return data


def _text(data: Any) -> str:
    if not isinstance(data, str):
        raise TypeError("no text")
    return data


def _number(data: Any) -> int:
    if type(data) is not int:
        raise TypeError("no number")
    return data
