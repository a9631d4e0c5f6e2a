"""`check --since`: which documents are looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .conftest import GOOD

if TYPE_CHECKING:
    from pathlib import Path

    from ..cli.scratch import Done  # noqa: TID252 - tests are no installed package
    from .conftest import Repository

BAD = GOOD.replace("So.", "[Insert reason]")
WORSE = BAD.replace("None.", "[Insert cost]")


def files(done: Done) -> set[str]:
    return {found.place.partition(":")[0] for found in done.found}


def test_changed_staged_and_untracked_documents_are_looked_at_and_no_others(repository: Repository) -> None:
    repository.commit(same=BAD, committed=BAD, staged=BAD, unstaged=BAD, both=BAD, reverted=BAD)
    repository.commit(committed=WORSE, reverted=WORSE)
    repository.write("notes/staged.md", WORSE)
    repository.write("notes/both.md", WORSE)
    repository.git("add", "-A")
    repository.write("notes/both.md", f"{WORSE}\nMore.\n")
    repository.write("notes/unstaged.md", WORSE)
    repository.write("notes/untracked.md", BAD)
    repository.write("notes/reverted.md", BAD)
    done = repository.run("check", "--since", "HEAD~1")
    assert files(done) == {f"notes/{name}.md" for name in ("committed", "staged", "both", "unstaged", "untracked")}
    assert done.code == 1
    assert "5 files checked" in done.errors
    assert "2 unchanged and not checked" in done.errors


def test_all_findings_of_a_changed_document_are_shown(repository: Repository) -> None:
    repository.commit(a=BAD)
    repository.write("notes/a.md", BAD.replace("None.", "Little."))
    assert repository.run("check", "-q", "--since", "HEAD").found == [("notes/a.md:5:1", "placeholder")]


def test_nothing_changed_is_clean(repository: Repository) -> None:
    repository.commit(a=BAD)
    done = repository.run("check", "--since", "HEAD")
    assert (done.code, done.out) == (0, "")
    assert "1 unchanged and not checked" in done.errors


def test_an_unchanged_file_that_is_named_is_not_looked_at(repository: Repository) -> None:
    repository.commit(a=BAD, b=BAD)
    repository.write("notes/b.md", WORSE)
    assert files(repository.run("check", "-q", "--since", "HEAD", "notes/a.md", "notes/b.md")) == {"notes/b.md"}


def test_what_others_changed_since_the_branch_left_is_not_looked_at(repository: Repository) -> None:
    repository.commit(theirs=BAD, ours=BAD)
    repository.git("checkout", "-q", "-b", "topic")
    repository.commit(ours=WORSE)
    repository.git("checkout", "-q", "main")
    repository.commit(theirs=WORSE)
    repository.git("checkout", "-q", "topic")
    assert files(repository.run("check", "-q", "--since", "main")) == {"notes/ours.md"}


def test_a_renamed_document_is_looked_at_under_its_new_name(repository: Repository) -> None:
    repository.commit(old=BAD)
    repository.git("mv", "notes/old.md", "notes/new.md")
    assert files(repository.run("check", "-q", "--since", "HEAD")) == {"notes/new.md"}


def test_a_deleted_document_is_none_to_look_at(repository: Repository) -> None:
    repository.commit(a=BAD, b=BAD)
    repository.git("rm", "-q", "notes/a.md")
    done = repository.run("check", "--since", "HEAD")
    assert (done.code, done.out) == (0, "")


def test_from_a_subfolder_the_same_documents_changed(repository: Repository) -> None:
    repository.commit(a=BAD, b=BAD)
    repository.write("notes/b.md", WORSE)
    repository.write("notes/c.md", BAD)
    assert files(repository.run("check", "-q", "--since", "HEAD", inside="notes")) == {"b.md", "c.md"}


@pytest.mark.parametrize("name", ["Über uns (neu)", 'quo"ted', "tab\there", "[a-z]", "-dash", ":colon", "日本"])
def test_names_that_git_would_quote_are_found(repository: Repository, name: str) -> None:
    repository.write(f"notes/{name}.md", BAD)
    repository.write("notes/same.md", BAD)
    repository.commit()
    repository.write(f"notes/{name}.md", WORSE)
    done = repository.run("check", "-q", "--since", "HEAD")
    assert {line.count("[placeholder]") for line in done.out.splitlines()} == {1}
    assert len(done.out.splitlines()) == 2
    assert "same.md" not in done.out


@pytest.mark.parametrize("ref", ["nothing", "--all", "-1", "HEAD~7", "", "main..main"])
def test_a_commit_that_git_does_not_know_stops_the_run(repository: Repository, ref: str) -> None:
    repository.commit(a=BAD)
    done = repository.run("check", f"--since={ref}")
    assert (done.code, done.out) == (2, "")
    assert f"speclint: --since: `{ref}` has no commit in common with the current one\n" in done.errors


def test_without_commits_there_is_no_since(repository: Repository) -> None:
    repository.write("notes/a.md", BAD)
    done = repository.run("check", "-q", "--since", "HEAD")
    assert (done.code, done.out) == (2, "")
    assert done.errors.startswith("speclint: --since: `HEAD` has no commit in common with the current one")


def test_a_history_without_a_common_commit_stops_the_run(repository: Repository) -> None:
    repository.commit(a=BAD)
    repository.git("checkout", "-q", "--orphan", "other")
    repository.commit(b=BAD)
    assert repository.run("check", "-q", "--since", "main").code == 2


def test_outside_a_repository_there_is_no_since(tmp_path: Path, repository: Repository) -> None:
    (tmp_path / ".git").rename(tmp_path / "git")
    repository.write("notes/a.md", BAD)
    done = repository.run("check", "-q", "--since", "HEAD")
    assert (done.code, done.out, done.errors) == (2, "", "speclint: --since needs a git repository\n")


def test_changed_sections_needs_since(repository: Repository) -> None:
    done = repository.run("check", "--changed-sections")
    assert (done.code, done.out) == (2, "")
    assert "--changed-sections needs --since" in done.errors
