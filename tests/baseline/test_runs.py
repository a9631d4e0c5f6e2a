"""Baselines over the life of a project: documents are edited, fixed, moved and deleted between the runs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from .conftest import Project

GOOD = "# A note\n\n## Why\n\nSo.\n\n## How\n\nSo.\n"
TWO_MARKS = "# A note\n\n## Why\n\n- TODO\n- TODO\n\n## How\n\nSo.\n"
THREE_MARKS = TWO_MARKS.replace("\n\n## How", "\n- TODO\n\n## How")


def test_a_third_equal_finding_is_new(project: Project) -> None:
    project.write("notes/a.md", TWO_MARKS)
    project.record()
    assert project.known == ["2 notes/a.md placeholder"]
    project.write("notes/a.md", THREE_MARKS)
    done = project.run("check")
    assert done.found == [("notes/a.md:7:3", "placeholder")]
    assert done.code == 1
    assert "2 in the baseline" in done.errors


def test_known_findings_stay_known_when_their_lines_move(project: Project) -> None:
    project.write("notes/a.md", "# A note\n\n```\n## Why\n```\n\n## How\n\n[Insert way]\n")
    before = project.run("check", "-q")
    # The code block is named, with its line, in the message about the missing section.
    assert "line 3" in before.out
    assert before.code == 1
    project.record()
    project.write("notes/a.md", "\n\n# A note\n\nMore.\n\nAnd more.\n\n```\n## Why\n```\n\n## How\n\n[Insert way]\n")
    after = project.run("check", "-q", "--fail-on", "info")
    assert (after.code, after.out, after.errors) == (0, "", "")
    assert "line 9" in project.run("check", "-q", "--no-baseline").out


def test_what_is_mended_is_stale_until_prune_takes_it_out(project: Project) -> None:
    project.write("notes/a.md", TWO_MARKS)
    project.write("notes/b.md", "# B\n")
    project.record()
    assert project.known == ["2 notes/a.md placeholder", *["1 notes/b.md missing-section"] * 2]
    project.write("notes/a.md", TWO_MARKS.replace("- TODO\n", "- So.\n", 1))
    project.write("notes/b.md", GOOD)
    done = project.run("check", "-q")
    assert done.found == [(f".speclint-baseline:{line}:1", "stale-baseline") for line in (2, 3, 4)]
    assert done.code == 0
    pruned = project.run("baseline", "--prune")
    assert (pruned.code, pruned.out) == (0, ".speclint-baseline\n")
    assert "3 removed" in pruned.errors
    assert project.known == ["1 notes/a.md placeholder"]
    assert project.run("check", "-q").out == ""


def test_prune_adds_nothing(project: Project) -> None:
    project.write("notes/a.md", TWO_MARKS)
    project.record()
    project.write("notes/a.md", THREE_MARKS)
    project.write("notes/b.md", "# B\n")
    project.record("--prune")
    assert project.known == ["2 notes/a.md placeholder"]
    done = project.run("check", "-q")
    assert done.found == [("notes/a.md:7:3", "placeholder"), *[("notes/b.md:1:1", "missing-section")] * 2]
    assert done.code == 1


def test_prune_without_a_baseline_knows_nothing(project: Project) -> None:
    project.write("notes/a.md", "# A\n")
    project.record("--prune")
    assert project.known == []
    assert project.run("check", "-q").code == 1


def test_entries_of_files_not_looked_at_stay_and_those_of_deleted_files_go(project: Project) -> None:
    for name in ("a", "b", "c"):
        project.write(f"notes/{name}.md", GOOD.replace("So.", "TODO", 1))
    project.record()
    for name in ("a", "b"):
        project.write(f"notes/{name}.md", GOOD)
    (project.folder / "notes" / "c.md").unlink()
    project.record("notes/a.md")
    assert project.known == ["1 notes/b.md placeholder"]


def test_recording_one_file_adds_its_findings_to_what_is_known(project: Project) -> None:
    project.write("notes/b.md", TWO_MARKS)
    project.record()
    project.write("notes/a.md", TWO_MARKS)
    project.record("notes/a.md")
    assert project.known == ["2 notes/a.md placeholder", "2 notes/b.md placeholder"]


def test_a_subfolder_has_the_baseline_of_its_project(project: Project) -> None:
    project.write("notes/a.md", TWO_MARKS)
    done = project.run("baseline", inside="notes")
    assert done.code == 0
    assert project.known == ["2 notes/a.md placeholder"]
    assert not (project.folder / "notes" / ".speclint-baseline").exists()
    assert project.run("check", "-q", "a.md", inside="notes").out == ""
    assert project.run("check", "-q").out == ""


def test_the_file_is_the_same_however_often_it_is_recorded(project: Project) -> None:
    project.write("notes/b.md", "# B\n")
    project.write("notes/a.md", "# A\n\n## Why\n\nTODO\n\n## More\n\n## How\n")
    project.record()
    first = (project.folder / ".speclint-baseline").read_bytes()
    lines = first.decode().splitlines()[1:]
    assert len(lines) > 1
    assert lines == sorted(lines, key=lambda line: line.split("\t")[1:])
    project.record()
    project.record("notes/b.md", "notes/a.md")
    assert (project.folder / ".speclint-baseline").read_bytes() == first


@pytest.mark.parametrize(
    "heading",
    [
        "Tab\there",
        "Esc\x1b[31m red",
        "Line\u2028separator",
        "File\x1cseparator",
        "Next\x85line",
        "`1\t2`",
        "Ä | ö",
        "#1",
    ],
    ids=repr,
)
def test_headings_with_control_characters_are_known_again(project: Project, heading: str) -> None:
    project.write("notes/a.md", f"{GOOD}\n## {heading}\n\nSo.\n")
    assert project.run("check", "-q").found == [("notes/a.md:11:1", "unexpected-section")]
    project.record()
    assert project.known == ["1 notes/a.md unexpected-section"]
    done = project.run("check", "-q")
    assert (done.code, done.out, done.errors) == (0, "", "")


def test_names_with_blanks_and_umlauts_are_known_again(project: Project) -> None:
    path = "notes/Über uns (neu).md"
    project.write(path, TWO_MARKS)
    project.record()
    assert project.known == [f"2 {path} placeholder"]
    assert project.run("check", "-q", path).out == ""


def test_windows_line_ends_in_a_baseline_are_read(project: Project) -> None:
    project.write("notes/a.md", TWO_MARKS)
    project.record()
    file = project.folder / ".speclint-baseline"
    file.write_bytes(re.sub(rb"\n", rb"\r\n", file.read_bytes()))
    assert project.run("check", "-q").out == ""


def test_a_file_that_is_no_baseline_is_left_as_it_is(project: Project) -> None:
    project.write("notes/a.md", TWO_MARKS)
    project.write(".speclint-baseline", "shopping: bread\n")
    done = project.run("baseline")
    assert done.code == 2
    assert (project.folder / ".speclint-baseline").read_text() == "shopping: bread\n"


def test_comments_that_silence_keep_a_finding_out_of_the_baseline(project: Project) -> None:
    silent = "<!-- speclint-disable-file placeholder: a template -->\n"
    project.write("notes/a.md", f"{TWO_MARKS}\n{silent}")
    project.record()
    assert project.known == []


def test_entries_of_a_rule_that_was_divided_stay_known_and_prune_keeps_them(project: Project) -> None:
    rules = project.folder / "rules" / "note.yaml"
    rules.write_text(rules.read_text("utf-8") + "    expects:\n      - list: {max_items: 1}\n", "utf-8")
    project.write("notes/a.md", GOOD + "\n- A\n- B\n")
    project.record()
    assert project.known == ["1 notes/a.md too-many-items"]
    path = project.folder / ".speclint-baseline"
    path.write_text(path.read_text("utf-8").replace("too-many-items", "missing-list-item"), "utf-8")
    assert project.run("check", "-q").out == ""
    assert project.run("baseline", "--prune", "-q").code == 0
    assert project.known == ["1 notes/a.md missing-list-item"]
    project.record()
    assert project.known == ["1 notes/a.md too-many-items"]
