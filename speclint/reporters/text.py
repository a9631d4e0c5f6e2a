"""The format `text`: one line for each diagnostic, in the form that editors and CI systems know from compilers.

Owns: that form.
Never: leaves it for the sake of looks; colour is all that `style` adds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.reporters.style import PLAIN, Style, one_line, visible

if TYPE_CHECKING:
    from speclint.base.diagnostics import Diagnostic
    from speclint.base.report import Report
    from speclint.reporters.context import Context


def render(report: Report, context: Context) -> str:
    """`path:line:column: severity: message [rule-id]`, line by line."""
    return "".join(f"{text_line(diagnostic, context.style)}\n" for diagnostic in report.diagnostics)


def text_line(diagnostic: Diagnostic, style: Style = PLAIN) -> str:
    """One diagnostic."""
    line, column = diagnostic.range.start
    place = style.paint(f"{visible(diagnostic.path)}:{line}:{column}:", "1")
    severity = style.severity(f"{diagnostic.severity}:", diagnostic.severity)
    return f"{place} {severity} {one_line(diagnostic.message)} {style.paint(f'[{diagnostic.rule}]', '2')}"


def summary_line(report: Report) -> str:
    """What was looked at and what was found, in one sentence. It is for people and may change."""
    files, errors, warnings, infos = report.summary
    parts = [_count(files, "file") + " checked"]
    counts = ((errors, "error"), (warnings, "warning"), (infos, "info"))
    found = [_count(count, word) for count, word in counts if count]
    parts.append(", ".join(found) if found else "nothing found")
    if report.skipped:
        parts.append(f"{len(report.skipped)} skipped")
    return "; ".join([*parts, *_fixable(report)])


def _fixable(report: Report) -> list[str]:
    """How many findings fixing would remove."""
    fixes = [each.fix for each in report.diagnostics if each.fix is not None]
    safe = sum(fix.applicability == "safe" for fix in fixes)
    unsafe = len(fixes) - safe
    if not fixes:
        return []
    if not safe:
        return [f"{unsafe} fixable with --fix --unsafe-fixes"]
    return [f"{safe} fixable with --fix" + (f", {unsafe} more with --unsafe-fixes" if unsafe else "")]


def _count(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"
