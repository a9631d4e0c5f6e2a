"""`--statistics`: the whole text, for a project with some of everything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.checks.rules import ENGINE_RULES, RULE_IDS

if TYPE_CHECKING:
    from .conftest import Project


def never(*fired: str) -> str:
    """The last line: it names every rule but those that fired, and those that no document can give."""
    return f"rules without a finding: {', '.join(sorted(RULE_IDS - set(ENGINE_RULES) - set(fired)))}\n"


def test_statistics_say_what_was_looked_at_and_what_was_not(project: Project) -> None:
    project.write(".speclint.yaml", "rule_paths: [rules]\nexclude: [notes/old]\n")
    project.write("notes/a.md", "# A\n\n## Why\n\nSo.\n\n## How\n\n[Insert way]\n")
    project.write("notes/b.md", "# B\n\n## Why\n\nSo.\n")
    project.record()
    project.write("notes/a.md", "# A\n\n## Why\n\nSo.\n\n## How\n\n[Insert way]\n\n[Insert way]\n\n[Insert way]\n")
    silent = "<!-- speclint-disable-line empty-section: it will come -->"
    unused = "<!-- speclint-disable-line short-text: no more -->"
    project.write("notes/b.md", f"# B\n\n## Why {silent}\n\n## How\n\nSo. {unused}\n")
    project.write("notes/old/c.md", "# C\n")
    project.write("README.md", "# Read me\n")
    project.write("docs/more.md", "# More\n")
    done = project.run("check", "--statistics", "notes", "README.md", "docs")
    rules = ["stale-baseline", "placeholder", "placeholder", "unused-suppression"]
    assert ([found.rule for found in done.found], done.code) == (rules, 1)
    assert done.errors == (
        "checked: 2\n"
        "      2  note\n"
        "skipped: 3\n"
        "      2  no type: no rule set matches its path or name, and the file states none\n"
        "      1  is excluded by `notes/old` in .speclint.yaml\n"
        "findings: 4\n"
        "      2  placeholder\n"
        "      1  stale-baseline\n"
        "      1  unused-suppression\n"
        "in the baseline: 1; stale entries: 1\n"
        "suppressed by comments: 1; unused comments: 1\n"
        "      1  empty-section\n"
        + never(*rules, "empty-section")
        + "2 files checked; 2 errors, 2 warnings; 3 skipped; 1 in the baseline; 1 suppressed by comments\n"
    )


def test_statistics_of_nothing(project: Project) -> None:
    project.write("README.md", "# Read me\n")
    done = project.run("check", "--statistics", "--ignore", "missing-section", "rules")
    assert (done.code, done.out) == (0, "")
    assert "checked: 0\nskipped: 0\nfindings: 0\n" in done.errors
    assert never() in done.errors


def test_statistics_leave_the_findings_alone(project: Project) -> None:
    project.write("notes/a.md", "# A\n")
    plain = project.run("check", "-q", "--output-format", "json")
    with_statistics = project.run("check", "-q", "--output-format", "json", "--statistics")
    assert with_statistics.out == plain.out
    assert "checked: 1\n      1  note\n" in with_statistics.errors
