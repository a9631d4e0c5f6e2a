"""`--statistics`: the whole text, for a project with some of everything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.checks.rules import ENGINE_RULES, OFF_RULES, RULE_IDS

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from .conftest import Project


NOTE = frozenset(
    [
        "accidental-heading",
        "bold-heading",
        "copied-section",
        "duplicate-section",
        "empty-section",
        "merge-conflict",
        "misplaced-section",
        "missing-section",
        "missing-title",
        "placeholder",
        "stale-baseline",
        "unexpected-section",
        "wrong-heading-level",
    ]
)
"""What any document of the type `note` lets rules judge: it declares two sections, and nothing of what they contain."""
SILENCING = {"invalid-suppression", "unused-suppression"}


def never(*fired: str, judged: AbstractSet[str] = NOTE, off: AbstractSet[str] = OFF_RULES) -> str:
    """The lines on rules without a finding. `judged`: the rules that had something to judge, `off`: those that did not run."""
    found, idle = judged - set(fired), RULE_IDS - ENGINE_RULES - judged - set(fired) - off
    lines = (("without a finding", found), ("with nothing to judge", idle), ("that are off", off))
    return "".join(f"rules {words}: {', '.join(sorted(rules)) or 'none'}\n" for words, rules in lines)


def test_statistics_say_what_was_looked_at_and_what_was_not(project: Project) -> None:
    project.write(".speclint.yaml", "rule_paths: [rules]\nexclude: [notes/old]\n")
    project.write("notes/a.md", "# A\n\n## Why\n\nSo.\n\n## How\n\nTODO\n")
    project.write("notes/b.md", "# B\n\n## Why\n\nSo.\n")
    project.record()
    project.write("notes/a.md", "# A\n\n## Why\n\nSo.\n\n## How\n\nTODO\n\nTODO\n\nTODO\n")
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
        + never(*rules, "empty-section", judged=NOTE | SILENCING)
        + "sections in no document: 0\n"
        + "2 files checked; 2 errors, 2 warnings; 3 skipped; 1 in the baseline; 1 suppressed by comments\n"
    )


def test_statistics_of_nothing(project: Project) -> None:
    project.write("README.md", "# Read me\n")
    done = project.run("check", "--statistics", "--ignore", "missing-section", "rules")
    assert (done.code, done.out) == (0, "")
    assert "checked: 0\nskipped: 0\nfindings: 0\n" in done.errors
    assert never(judged={"stale-baseline"}, off=set()) in done.errors


def test_statistics_name_what_had_nothing_to_judge_whether_the_verdicts_are_remembered_or_not(project: Project) -> None:
    project.write(
        "rules/note.yaml",
        "speclint: 1\ntype: note\ntitle: Note\nrules: {empty-section: off}\n"
        "applies_to: {files: ['notes/*.md']}\nnaming: {id: 'NOTE-{number:3}'}\n"
        "sections:\n"
        "  - {heading: Why, expects: [{table: {columns: [Key], max_rows: 9}}]}\n"
        "  - {heading: How, presence: optional, sections: [{heading: First}]}\n"
        "  - {heading: When, presence: optional}\n",
    )
    project.write("notes/a.md", "# A\n\n## Why\n\nSee [B](b.md#why) of NOTE-002.\n")
    project.write("notes/b.md", "# NOTE-002: B\n\n## Why\n\n| Key |\n| --- |\n\n## When\n\n```text\n## How\n```\n")
    document = NOTE - {"unexpected-section", "empty-section"} | {"nested-fence"}
    table = {"missing-table", "missing-column", "missing-row", "too-many-rows"}
    between = {
        "duplicate-id",
        "mismatched-id",
        "dangling-reference",
        "immature-reference",
        "broken-link",
        "broken-anchor",
    }
    off = OFF_RULES | {"empty-section"}
    whole = never("missing-table", "missing-row", judged=document | table | between, off=off)
    for arguments in ((), (), ("--no-cache",)):
        done = project.run("check", "--statistics", *arguments)
        assert [found.rule for found in done.found] == ["missing-table", "missing-row"], done
        assert f"{whole}sections in no document: 1\n      1  note: 'How'\n" in done.errors
    done = project.run("check", "--statistics", "notes/a.md")
    of_its_references = {"dangling-reference", "immature-reference", "broken-link", "broken-anchor"}
    off_a = never("missing-table", judged=document - {"nested-fence"} | {"missing-table"} | of_its_references, off=off)
    assert f"{off_a}sections in no document: 2\n      2  note: 'How', 'When'\n" in done.errors
    done = project.run("check", "--statistics", "--project")
    assert f"{never(judged=between | {'stale-baseline'}, off=off)}sections in no document: 0\n" in done.errors


def test_statistics_leave_the_findings_alone(project: Project) -> None:
    project.write("notes/a.md", "# A\n")
    plain = project.run("check", "-q", "--output-format", "json")
    with_statistics = project.run("check", "-q", "--output-format", "json", "--statistics")
    assert with_statistics.out == plain.out
    assert "checked: 1\n      1  note\n" in with_statistics.errors
