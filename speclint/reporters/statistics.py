"""What a run looked at: `--statistics`.

Owns: the layout.
Never: counts; the report and the tally did.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from speclint.checks.rules import ENGINE_RULES, RULE_IDS, RULES
from speclint.reporters.style import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from speclint.base.report import Report
    from speclint.base.tally import Judged, Tally

_SHOWN = 12


def render_statistics(report: Report, tally: Tally) -> str:
    """What was checked and what was skipped and why, what was found by rule, and which rules found nothing, judged nothing or are off."""
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
    lines += _coverage(RULE_IDS.difference(fired, tally.silenced, ENGINE_RULES), tally.coverage)
    return "".join(f"{line}\n" for line in lines)


def _coverage(never: frozenset[str], coverage: Judged | None) -> Iterator[str]:
    """The rules without a finding: those that had something to judge, and the others. `never`: all of them."""
    idle = off = frozenset[str]()
    if coverage is not None:
        countable = {id for id in never if RULES[id].phase != "workspace"}
        # Where nothing was checked, nothing is known of the settings.
        off = frozenset(countable - coverage.on) if coverage.on else off
        idle = frozenset(countable - off - coverage.rules)
    yield f"rules without a finding: {_ids(never - idle - off)}"
    if coverage is None:
        return
    yield f"rules with nothing to judge: {_ids(idle)}"
    yield f"rules that are off: {_ids(off)}"
    yield f"sections in no document: {sum(len(names) for _, names in coverage.absent)}"
    for type, names in coverage.absent:
        more = len(names) - _SHOWN
        shown = ", ".join(f"'{one_line(name)}'" for name in names[:_SHOWN]) + (f" and {more} more" if more > 0 else "")
        yield f"  {len(names):5}  {one_line(type)}: {shown}"


def _ids(rules: frozenset[str]) -> str:
    return ", ".join(sorted(rules)) or "none"


def _most(counts: Counter[str]) -> Iterable[tuple[str, int]]:
    """The most frequent first, equals by name; what is too much is summed up."""
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    rest = ordered[_SHOWN:]
    return ordered[:_SHOWN] + ([(f"{len(rest)} more", sum(count for _, count in rest))] if rest else [])
