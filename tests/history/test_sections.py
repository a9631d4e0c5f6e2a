"""`check --since --changed-sections`: which findings of a changed document are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .conftest import GOOD

if TYPE_CHECKING:
    from .conftest import Repository

# Marks in all sections: line 5 in Why, 11 in Steps, 15 in Cost.
MARKS = GOOD.replace("So.", "[Insert reason]").replace("First this.", "[Insert step]").replace("None.", "[Insert cost]")
WHY, STEPS, COST = (
    ("notes/a.md:5:1", "placeholder"),
    ("notes/a.md:11:1", "placeholder"),
    ("notes/a.md:15:1", "placeholder"),
)


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("[Insert cost]", "[Insert cost] more", [COST]),
        ("[Insert step]", "[Insert step] more", [STEPS]),
        ("[Insert reason]", "[Insert reason] more", [WHY]),
        ("## Cost\n", "## Cost \n", [COST]),
        ("[Insert cost]\n", "[Insert cost]\n\nMore.\n", [COST]),
        ("# A note\n", "# Another note\n", []),
        ("[Insert cost]\n", "[Insert cost]", [COST]),
        ("[Insert reason]\n", "[Insert reason]\nMore.\n", [WHY]),
    ],
    ids=["text", "subsection", "first", "heading", "added behind", "title", "last line end", "lines below move"],
)
def test_only_findings_in_touched_sections_are_shown(
    repository: Repository, old: str, new: str, found: list[tuple[str, str]]
) -> None:
    repository.commit(a=MARKS)
    repository.write("notes/a.md", MARKS.replace(old, new))
    assert repository.touched() == found


def test_a_finding_below_the_change_is_found_at_its_new_line(repository: Repository) -> None:
    repository.commit(a=MARKS)
    repository.write(
        "notes/a.md", MARKS.replace("[Insert reason]", "So.\n\nAnd so.").replace("[Insert cost]", "[Insert sum]")
    )
    assert repository.touched() == [("notes/a.md:17:1", "placeholder")]


def test_lines_taken_out_touch_their_section(repository: Repository) -> None:
    repository.commit(a=MARKS.replace("[Insert step]", "[Insert step]\n\nFirst this."))
    repository.write("notes/a.md", MARKS)
    assert repository.touched() == [STEPS]


def test_a_deleted_section_is_missed_at_the_heading_of_its_parent(repository: Repository) -> None:
    text = MARKS.replace("[Insert step]", "First this.")
    repository.commit(a=text)
    repository.write("notes/a.md", text.replace("## Cost\n\n[Insert cost]\n", ""))
    assert repository.touched() == [("notes/a.md:1:1", "missing-section")]


def test_a_deleted_first_section_is_missed_too(repository: Repository) -> None:
    repository.commit(a=MARKS)
    repository.write("notes/a.md", MARKS.replace("## Why\n\n[Insert reason]\n\n", ""))
    assert repository.touched() == [("notes/a.md:1:1", "missing-section")]


def test_a_deleted_subsection_is_missed_at_the_section_around_it(repository: Repository) -> None:
    repository.commit(a=MARKS)
    repository.write("notes/a.md", MARKS.replace("### Steps\n\n[Insert step]", "This."))
    assert repository.touched() == [("notes/a.md:7:1", "missing-section")]


def test_a_deleted_section_is_missed_where_a_sample_of_it_is_left(repository: Repository) -> None:
    text = GOOD.replace("So.", "So.\n\n```\n## Cost\n```")
    repository.commit(a=text)
    repository.write("notes/a.md", text.removesuffix("## Cost\n\nNone.\n"))
    assert repository.touched() == [("notes/a.md:8:1", "missing-section")]


def test_a_renamed_heading_is_missed_under_its_old_name(repository: Repository) -> None:
    repository.commit(a=MARKS)
    repository.write("notes/a.md", MARKS.replace("## Cost", "## Price"))
    assert repository.touched() == [("notes/a.md:1:1", "missing-section"), COST]


def test_a_section_that_was_missing_before_is_not_this_change_s_business(repository: Repository) -> None:
    text = MARKS.replace("## Cost\n\n[Insert cost]\n", "")
    repository.commit(a=text)
    repository.write("notes/a.md", text.replace("[Insert step]", "[Insert step] more"))
    assert repository.touched() == [STEPS]


def test_all_of_a_new_file_counts_as_touched(repository: Repository) -> None:
    repository.commit()
    repository.write("notes/a.md", MARKS)
    assert repository.touched() == [WHY, STEPS, COST]
    repository.git("add", "-A")
    assert repository.touched() == [WHY, STEPS, COST]
    repository.commit()
    assert repository.touched(since="HEAD~1") == [WHY, STEPS, COST]
    assert repository.touched() == []


def test_all_of_a_renamed_file_counts_as_touched(repository: Repository) -> None:
    repository.commit(old=MARKS)
    repository.git("mv", "notes/old.md", "notes/a.md")
    assert repository.touched() == [WHY, STEPS, COST]


def test_committed_and_uncommitted_changes_count_together(repository: Repository) -> None:
    repository.commit(a=MARKS)
    repository.commit(a=MARKS.replace("[Insert reason]", "[Insert reason] more"))
    repository.write("notes/a.md", MARKS.replace("[Insert reason]", "[Insert reason] more") + "More.\n")
    assert repository.touched(since="HEAD~1") == [WHY, COST]
    assert repository.touched() == [COST]


def test_windows_line_ends_count_as_any(repository: Repository) -> None:
    text = MARKS.replace("[Insert step]", "First this.").replace("\n", "\r\n")
    repository.commit(a=text)
    repository.write("notes/a.md", text.replace("[Insert cost]", "[Insert cost] more"))
    assert repository.touched() == [COST]
    repository.write("notes/a.md", text.replace("## Cost\r\n\r\n[Insert cost]\r\n", ""))
    assert repository.touched() == [("notes/a.md:1:1", "missing-section")]


@pytest.mark.parametrize("name", ["Über uns (neu)", 'quo"ted', "-dash", ":(glob)x", "日本"])
def test_sections_of_files_with_any_name(repository: Repository, name: str) -> None:
    path = f"notes/{name}.md"
    repository.write(path, MARKS)
    repository.commit()
    repository.write(path, MARKS.replace("[Insert cost]", "[Insert cost] more"))
    assert repository.touched() == [(f"{path}:15:1", "placeholder")]


@pytest.mark.parametrize(
    "setting",
    ["color.ui=always", "diff.noprefix=true", "diff.mnemonicPrefix=true", "diff.external=false", "diff.context=9"],
)
def test_no_setting_of_git_changes_what_is_touched(repository: Repository, setting: str) -> None:
    repository.git("config", *setting.split("="))
    repository.commit(a=MARKS)
    repository.write("notes/a.md", MARKS.replace("[Insert step]", "[Insert step] more"))
    assert repository.touched() == [STEPS]


def test_the_exit_code_is_that_of_what_is_shown(repository: Repository) -> None:
    repository.commit(a=MARKS.replace("[Insert cost]", "None."))
    repository.write("notes/a.md", MARKS.replace("[Insert cost]", "Little."))
    done = repository.run("check", "-q", "--since", "HEAD", "--changed-sections")
    assert (done.code, done.out) == (0, "")
    assert repository.run("check", "-q", "--since", "HEAD").code == 1
