"""The baseline of a project: where it is, and what it knows.

Owns: finding, reading and writing the file.
Never: decides what a finding is the same as; see `speclint.engine.baseline`.
"""

from __future__ import annotations

import os
from collections import Counter
from typing import TYPE_CHECKING

from speclint.base.diagnostics import Finding, stamped
from speclint.base.source import Range, SourceError
from speclint.base.values import NamedTuple
from speclint.checks.rules import PROJECT_RULES, RULES
from speclint.config.model import BASELINE_FILE
from speclint.engine.baseline import (
    Baseline,
    Fingerprint,
    count,
    known_prints,
    read_baseline,
    read_path,
    render_baseline,
    split,
    written_path,
)
from speclint.workspace.files.paths import Failure, leads_out_of, shown, words
from speclint.workspace.files.writing import put_file
from speclint.workspace.library import read_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from speclint.base.diagnostics import Diagnostic
    from speclint.config import Settings
    from speclint.workspace.projects import Project

STALE = "stale-baseline"


def baseline_path(project: Project, cwd: str) -> str:
    """Where a project's baseline is, or would be."""
    return os.path.join(project.root or cwd, *(project.config.baseline or BASELINE_FILE).split("/"))


class Looked(NamedTuple):
    """What a run looked at: files by absolute path, whether all rules ran, whether those between documents did.

    `whole`: whether folders were looked at, so that a file that no longer exists is missed.
    """

    paths: Iterable[str]
    all_rules: bool
    across: bool
    whole: bool


def compare(
    project: Project, cwd: str, found: Sequence[tuple[Diagnostic, str]], looked: Looked, settings: Settings
) -> tuple[list[Diagnostic], int, list[Failure]]:
    """The findings that a project's baseline does not know, with what is stale in it; how many it knows; failures."""
    path = baseline_path(project, cwd)
    failures: list[Failure] = []
    baseline = load(path, project, cwd, failures, wanted=bool(project.config.baseline))
    if baseline is None:
        return [each for each, _ in found], 0, failures
    paths = {written_path(project.relative(place)[0]) for place in looked.paths}

    def was_judged(where: str, rule: str) -> bool:
        if looked.all_rules and looked.whole and not _is_there(project, cwd, where):
            return True  # nothing is wrong with a file that is gone
        return looked.all_rules and where in paths and (looked.across or rule not in PROJECT_RULES)

    parted = split(baseline, [(each, project.relative(place)[0]) for each, place in found], was_judged)
    severity = settings.overrides(project.config).get(STALE, RULES[STALE].severity)
    stale = [
        stamped(
            Finding(
                Range.at(entry.line),
                f"Stale baseline entry: {entry.fingerprint.path} has fewer '{entry.fingerprint.rule}' findings, "
                f"{left} of {entry.known}",
                "Run `speclint baseline --prune` to remove the entry.",
            ),
            shown(path, cwd),
            STALE,
            severity,  # type: ignore[arg-type]
            None,
        )
        for entry, left in parted.stale
        if severity != "off"
    ]
    return [*parted.new, *stale], len(parted.known), failures


def load(path: str, project: Project, cwd: str, failures: list[Failure], *, wanted: bool) -> Baseline | None:
    """The baseline at a path; None where there is none. `wanted`: whether it has to be there."""
    if leads_out_of(path, project.root or cwd):
        position = project.config.position("baseline")
        place = f"{project.config.path}:{position.line}:{position.column}: baseline: " if position else ""
        failures.append(
            Failure(f"{place}{shown(path, cwd)}", "leads out of the project through a symbolic link, so it is not used")
        )
        return None
    try:
        text = read_text(path)
    except FileNotFoundError as error:
        if wanted:
            failures.append(Failure(shown(path, cwd), words(error)))
        return None
    except OSError as error:
        failures.append(Failure(shown(path, cwd), words(error)))
        return None
    except SourceError as error:
        failures.append(Failure(shown(path, cwd), str(error)))
        return None
    baseline = read_baseline(text)
    failures += [Failure(f"{shown(path, cwd)}:{line}:1", message) for line, message in baseline.faults]
    return baseline


def record(
    project: Project, cwd: str, found: Iterable[Diagnostic], looked: Looked, *, prune: bool
) -> tuple[str, int, int]:
    """Write the baseline: its path as shown, how many findings it has, and how many were removed.

    Entries for files that were not checked stay; those for files that no longer exist are removed. With `prune`
    nothing is added. Raises OSError, and ValueError for an existing file that is not a baseline.
    """
    path = baseline_path(project, cwd)
    failures: list[Failure] = []
    before = load(path, project, cwd, failures, wanted=False)
    if failures:
        raise ValueError(f"{failures[0].place}: {failures[0].message}")
    old = {entry.fingerprint: entry.known for entry in (before.entries if before is not None else ())}
    paths = {written_path(project.relative(place)[0]) for place in looked.paths}
    now = count((each, project.relative(os.path.normpath(os.path.join(cwd, each.path)))[0]) for each in found)
    kept = {
        print_: known
        for print_, known in old.items()
        if (print_.path not in paths or (print_.rule in PROJECT_RULES and not looked.across))
        and _is_there(project, cwd, print_.path)
    }
    if prune:
        left: Counter[Fingerprint] = Counter()
        for print_, known_now in now.items():
            entry = next((each for each in known_prints(print_) if each in old), None)
            if entry is not None:
                left[entry] += known_now
        now = Counter({print_: min(count_, old[print_]) for print_, count_ in left.items()})
    known = {**kept, **now}
    data = render_baseline(known).encode()
    put_file(path, data, root=project.root or cwd)
    return shown(path, cwd), sum(known.values()), sum((Counter(old) - Counter(known)).values())


def _is_there(project: Project, cwd: str, path: str) -> bool:
    """Whether a file that a baseline names still exists."""
    root = project.root or cwd
    named = {path, read_path(path)}  # the escapes of a name may be its own characters
    return any(".." not in each.split("/") and os.path.lexists(os.path.join(root, *each.split("/"))) for each in named)
