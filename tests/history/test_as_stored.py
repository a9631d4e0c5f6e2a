"""`check --since` compares what git has stored with what lies on disk: no filter runs, and line ends do not count."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from .conftest import GOOD, Repository

if TYPE_CHECKING:
    from pathlib import Path

BAD = GOOD.replace("So.", "[Insert reason]").replace("None.", "[Insert cost]")
WHY, COST = ("notes/a.md:5:1", "placeholder"), ("notes/a.md:15:1", "placeholder")


def windows(text: str) -> str:
    return text.replace("\n", "\r\n")


def lose(repository: Repository, name: str) -> None:
    """Take an object away, as if the clone had never fetched it."""
    done = subprocess.run(["git", "rev-parse", name], cwd=repository.folder, capture_output=True, text=True, check=True)
    id = done.stdout.strip()
    (repository.folder / ".git" / "objects" / id[:2] / id[2:]).unlink()


@pytest.mark.parametrize(("before", "after"), [(BAD, windows(BAD)), (windows(BAD), BAD)], ids=["to CRLF", "to LF"])
def test_other_line_ends_are_no_change(repository: Repository, before: str, after: str) -> None:
    repository.commit(a=before)
    repository.write("notes/a.md", after)
    done = repository.run("check", "--since", "HEAD")
    assert (done.code, done.out) == (0, "")
    assert "1 unchanged and not checked" in done.errors


def test_a_checkout_with_windows_line_ends_shows_only_what_changed(repository: Repository) -> None:
    repository.git("config", "core.autocrlf", "true")
    repository.commit(a=windows(BAD))
    assert repository.touched() == []
    repository.write("notes/a.md", windows(BAD.replace("[Insert cost]", "[Insert cost] more")))
    assert repository.touched() == [COST]


def test_line_ends_of_some_lines_touch_no_section(repository: Repository) -> None:
    repository.commit(a=BAD)
    repository.write(
        "notes/a.md", BAD.replace("# A note\n", "# A note\r\n").replace("[Insert cost]\n", "[Insert cost]\r\n")
    )
    assert repository.touched() == []


@pytest.mark.parametrize("format", ["sha1", "sha256"])
def test_either_hash_of_git(tmp_path: Path, cache: Path, format: str) -> None:
    folder = tmp_path / "work"
    folder.mkdir()
    subprocess.run(["git", "init", "-q", "-b", "main", f"--object-format={format}"], cwd=folder, check=True)
    repository = Repository(folder, cache)
    repository.commit(a=BAD, b=BAD)
    assert repository.touched() == []
    repository.write("notes/a.md", BAD.replace("[Insert cost]", "[Insert cost] more"))
    assert repository.touched() == [COST]


def test_a_document_that_a_filter_changes_counts_as_it_lies_on_disk(repository: Repository) -> None:
    """Git's own answer would be that of the filter. It is not asked, so what it stores is another text."""
    repository.git("config", "filter.cost.clean", "sed 's/cost/price/'")
    repository.write(".gitattributes", "*.md filter=cost\n")
    repository.commit(a=BAD)
    assert repository.touched() == [COST]
    repository.write("notes/a.md", BAD.replace("[Insert reason]", "[Insert reason] more"))
    assert repository.touched() == [WHY, COST]


def test_an_ignored_document_that_is_named_is_not_a_new_one(repository: Repository) -> None:
    repository.write(".gitignore", "notes/drafts.md\n")
    repository.commit(a=BAD)
    repository.write("notes/drafts.md", BAD)
    assert repository.run("check", "-q", "--since", "HEAD", "notes/drafts.md").found == []


def test_an_empty_document_that_was_added_is_looked_at(repository: Repository) -> None:
    repository.commit(a=BAD)
    repository.write("notes/b.md", "")
    repository.git("add", "-A")
    assert {found.place for found in repository.touched()} == {"notes/b.md:1:1"}


def test_a_link_that_leads_elsewhere_is_a_change_of_where_it_leads(repository: Repository) -> None:
    link = repository.folder / "other" / "link.md"
    link.parent.mkdir()
    link.symlink_to("../notes/a.md")
    repository.commit(a=BAD, b=BAD)
    assert repository.run("check", "-q", "--since", "HEAD").found == []
    link.unlink()
    link.symlink_to("../notes/b.md")
    found = repository.run("check", "-q", "--since", "HEAD").found
    assert {each.place.partition(":")[0] for each in found} == {"notes/b.md"}


def test_a_file_in_the_place_of_a_link_is_a_change(repository: Repository) -> None:
    link = repository.folder / "notes" / "b.md"
    link.parent.mkdir()
    link.symlink_to("a.md")
    repository.commit(a=GOOD)
    link.unlink()
    repository.write("notes/b.md", BAD)
    assert {found.place for found in repository.touched()} == {"notes/b.md:5:1", "notes/b.md:15:1"}


def test_a_document_whose_old_text_is_not_in_the_clone_counts_as_changed_wholly(repository: Repository) -> None:
    """A partial clone fetches what it lacks when git needs it, by programs that its settings name. Here it never does."""
    repository.commit(a=BAD)
    repository.commit(a=BAD.replace("[Insert cost]", "[Insert cost] more"))
    lose(repository, "HEAD~1:notes/a.md")
    assert repository.touched(since="HEAD~1") == [WHY, COST]


def test_a_clone_without_the_old_tree_is_told(repository: Repository) -> None:
    repository.commit(a=BAD)
    repository.commit(a=GOOD)
    lose(repository, "HEAD~1^{tree}")
    done = repository.run("check", "--since", "HEAD~1")
    assert (done.code, done.out) == (2, "")
    assert "speclint: --since: git cannot list the changes" in done.errors


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give files away")
@pytest.mark.parametrize("options", [["--since", "HEAD"], ["--project", "--staged"]], ids=["since", "staged"])
def test_a_repository_of_somebody_else_is_told(repository: Repository, options: list[str]) -> None:
    repository.commit(a=BAD)
    for path in (repository.folder, repository.folder / ".git"):
        os.chown(path, 12345, 12345)
    done = repository.run("check", "-q", *options)
    assert (done.code, done.out) == (2, "")
    assert "git does not trust this repository, which belongs to another user" in done.errors
    assert done.errors.count("\n") == 1


@pytest.mark.parametrize("options", [["--since", "HEAD"], ["--staged", "--project"]], ids=["since", "staged"])
def test_without_git_it_is_told(repository: Repository, options: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    repository.commit(a=BAD)
    monkeypatch.setenv("PATH", "")
    done = repository.run("check", "-q", *options)
    assert (done.code, done.out) == (2, "")
    assert done.errors == f"speclint: {options[0]}: git is not installed or timed out\n"


class TestStaged:
    """What the next commit will hold, with the rules between documents."""

    @pytest.fixture
    def staged(self, repository: Repository) -> Repository:
        repository.write("rules/note.yaml", (repository.folder / "rules" / "note.yaml").read_text() + NAMING)
        repository.commit(**{"nt-001-a": GOOD, "nt-002-b": GOOD})
        return repository

    def found(self, repository: Repository) -> set[tuple[str, str]]:
        done = repository.run("check", "-q", "--project", "--staged")
        assert done.code in (0, 1), done.errors
        return set(done.found)

    def test_what_is_only_announced_is_not_there_and_an_empty_file_is(self, staged: Repository) -> None:
        staged.write("notes/nt-001-a.md", GOOD.replace("So.", "See [x](nt-003-c.md) and [y](nt-004-d.md)."))
        staged.write("notes/nt-003-c.md", GOOD)
        staged.write("notes/nt-004-d.md", "")
        staged.git("add", "notes/nt-001-a.md", "notes/nt-004-d.md")
        staged.git("add", "-N", "notes/nt-003-c.md")
        assert self.found(staged) == {("notes/nt-001-a.md:5:5", "broken-link")}
        staged.git("add", "notes/nt-003-c.md")
        assert self.found(staged) == set()

    def test_before_the_first_commit(self, repository: Repository) -> None:
        repository.write("rules/note.yaml", (repository.folder / "rules" / "note.yaml").read_text() + NAMING)
        repository.write("notes/nt-001-a.md", GOOD.replace("So.", "See [x](nt-003-c.md)."))
        repository.git("add", "-A")
        assert self.found(repository) == {("notes/nt-001-a.md:5:5", "broken-link")}

    def test_nothing_that_is_staged_and_concerns_specifications(self, staged: Repository) -> None:
        staged.commit(**{"nt-001-a": GOOD.replace("So.", "See [x](nt-003-c.md).")})
        staged.write("main.py", "print()\n")
        staged.git("add", "-A")
        assert self.found(staged) == set()
        staged.git("rm", "-q", "--cached", "main.py")
        assert self.found(staged) == {("notes/nt-001-a.md:5:5", "broken-link")}, "nothing staged: no commit"

    def test_a_text_that_the_clone_lacks_is_told(self, staged: Repository) -> None:
        staged.write("notes/nt-001-a.md", GOOD + "More.\n")
        staged.git("add", "-A")
        lose(staged, ":notes/nt-001-a.md")
        done = staged.run("check", "-q", "--project", "--staged")
        assert done.code == 2
        assert "notes/nt-001-a.md: error: is staged, but git does not have its content" in done.errors

    def test_the_index_of_a_partial_commit(self, staged: Repository) -> None:
        """`git commit FILE` makes an index of its own for the hook."""
        shutil.copy(staged.folder / ".git" / "index", staged.folder / ".git" / "next")
        staged.write("notes/nt-001-a.md", GOOD.replace("So.", "See [x](nt-003-c.md)."))
        staged.git("add", "-A")
        assert self.found(staged) == {("notes/nt-001-a.md:5:5", "broken-link")}
        staged._variables["GIT_INDEX_FILE"] = ".git/next"
        assert self.found(staged) == set()


NAMING = 'naming: {file: "nt-{number:3}-{slug}", id: "NT-{number:3}"}\n'
