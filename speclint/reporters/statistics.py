"""What a run looked at: `--statistics`.

Owns: the layout.
Never: counts; the report and the tally did.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from speclint.checks.rules import ENGINE_RULES, RULE_IDS
from speclint.reporters.style import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from speclint.base.report import Report
    from speclint.base.tally import Tally

_SHOWN = 12


def render_statistics(report: Report, tally: Tally) -> str:
    """What was checked and what was skipped and why, what was found by rule, and which rules never fired."""
    lines = [f"checked: {report.summary.files}"]
    lines += [f"  {count:5}  {one_line(type)}" for type, count in sorted(tally.types.items())]
    if tally.unchanged:
        lines.append(f"unchanged, not checked: {tally.unchanged}")
    reasons = Counter(one_line(skipped.reason) for skipped in report.skipped)
    lines.append(f"skipped: {len(report.skipped)}")
    lines += [f"  {count:5}  {reason}" for reason, count in _most(reasons)]
    fired = Counter(diagnostic.rule for diagnostic in report.diagnostics)
    lines.append(f"findings: {len(report.diagnostics)}")
    lines += [f"  {count:5}  {rule}" for rule, count in _most(fired)]
    lines.append(f"in the baseline: {tally.known}; stale entries: {fired['stale-baseline']}")
    silenced = sum(tally.silenced.values())
    lines.append(f"suppressed by comments: {silenced}; unused comments: {fired['unused-suppression']}")
    lines += [f"  {count:5}  {rule}" for rule, count in _most(tally.silenced)]
    never = sorted(RULE_IDS.difference(fired, tally.silenced, ENGINE_RULES))
    lines.append(f"rules without a finding: {', '.join(never) or 'none'}")
    return "".join(f"{line}\n" for line in lines)


def _most(counts: Counter[str]) -> Iterable[tuple[str, int]]:
    """The most frequent first, equals by name; what is too much is summed up."""
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    rest = ordered[_SHOWN:]
    return ordered[:_SHOWN] + ([(f"{len(rest)} more", sum(count for _, count in rest))] if rest else [])
