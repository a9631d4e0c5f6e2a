"""Which git is asked, in which work tree, and with what around it."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from speclint.cli.main import run
from speclint.workspace.files.discovery import discover
from speclint.workspace.files.git import ask_git, find_git, read_objects, refusal
from speclint.workspace.files.repository import Repository, repository_of, repository_of_commit

if TYPE_CHECKING:
    from pathlib import Path

IDENTITY = {f"GIT_{who}_{what}": "a@localhost" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", *arguments],
        cwd=folder,
        env={**os.environ, **IDENTITY},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def started(folder: Path, *arguments: str) -> Path:
    """A repository with one commit of one document, and one that it ignores."""
    folder.mkdir(parents=True, exist_ok=True)
    git(folder, "init", "-q", "-b", "main", *arguments)
    (folder / "docs").mkdir()
    (folder / "docs" / "a.md").write_text("# A\n")
    (folder / ".gitignore").write_text("ignored.md\n")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "a")
    (folder / "ignored.md").write_text("# I\n")
    return folder


def found(folder: Path) -> list[str]:
    return [target.display for target in discover(["."], str(folder))[0]]


def program(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("#!/bin/sh\nexit 0\n")
    path.chmod(0o755)
    return str(path)


class TestWhichProgram:
    """The user's git, and never one that depends on where the program runs."""

    @pytest.mark.parametrize("windows", [False, True], ids=["posix", "windows"])
    def test_it_is_the_first_absolute_one_outside_of_the_work_tree(
        self, windows: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        top, name = tmp_path / "work", "git.exe" if windows else "git"
        users = program(tmp_path / "tools" / name)
        program(tmp_path / "later" / name)
        for place in (".", "bin", "docs"):
            program(top / place / name)
        monkeypatch.chdir(top / "docs")
        (tmp_path / "link").symlink_to(top / "bin")
        (tmp_path / "linked").mkdir()
        (tmp_path / "linked" / name).symlink_to(top / "bin" / name)
        entries = ["", ".", "bin", "../bin", str(top), str(top / "bin"), f"{top}/docs/../bin", str(tmp_path / "link")]
        entries += [str(tmp_path / "linked"), str(tmp_path / "none"), str(tmp_path / "tools"), str(tmp_path / "later")]
        path = (";" if windows else os.pathsep).join(entries)
        assert find_git(str(top), path, windows=windows) == users

    def test_the_working_directory_is_passed_by_outside_of_the_work_tree_too(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        program(tmp_path / "git")
        monkeypatch.chdir(tmp_path)
        assert find_git(str(tmp_path / "work"), str(tmp_path)) is None

    @pytest.mark.parametrize("name", ["git", "git.bat", "git.cmd", "git.com", "git.ps1"])
    def test_on_windows_only_a_program_is_one(self, name: str, tmp_path: Path) -> None:
        program(tmp_path / "tools" / name)
        assert find_git(str(tmp_path / "work"), str(tmp_path / "tools"), windows=True) is None

    def test_an_entry_in_quotes_is_read_on_windows(self, tmp_path: Path) -> None:
        users = program(tmp_path / "tools" / "git.exe")
        assert find_git(str(tmp_path / "work"), f'"{tmp_path / "tools"}"', windows=True) == users

    @pytest.mark.skipif(sys.platform == "win32", reason="no such modes")
    def test_what_cannot_be_run_is_passed_by(self, tmp_path: Path) -> None:
        (tmp_path / "tools" / "git").mkdir(parents=True)
        (tmp_path / "other").mkdir()
        (tmp_path / "other" / "git").write_text("no program")
        assert find_git("/work", f"{tmp_path / 'tools'}:{tmp_path / 'other'}", windows=False) is None

    def test_without_git_a_folder_is_walked(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        started(tmp_path)
        assert found(tmp_path) == ["docs/a.md"]
        monkeypatch.setenv("PATH", "")
        assert found(tmp_path) == ["docs/a.md", "ignored.md"]


class TestWhichWorkTree:
    """Honest layouts go on working; what a stranger can lay out is no repository."""

    @pytest.mark.parametrize("inside", ["", "docs"])
    def test_the_usual_one(self, inside: str, tmp_path: Path) -> None:
        top = os.path.realpath(started(tmp_path))
        assert repository_of(str(tmp_path / inside)) == (top, f"{top}/.git", f"{top}/.git", False)

    def test_a_linked_work_tree_also_one_inside_of_the_main_one(self, tmp_path: Path) -> None:
        main = started(tmp_path / "main")
        git(main, "worktree", "add", "-q", str(main / ".trees" / "x"))
        top = os.path.realpath(main)
        repository = repository_of(str(main / ".trees" / "x" / "docs"))
        assert repository == (f"{top}/.trees/x", f"{top}/.git/worktrees/x", f"{top}/.git", False)
        assert found(main / ".trees" / "x") == ["docs/a.md"]

    def test_a_submodule(self, tmp_path: Path) -> None:
        other, main = started(tmp_path / "other"), started(tmp_path / "main")
        git(main, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(other), "sub")
        (main / "sub" / "ignored.md").write_text("# I\n")
        repository = repository_of(str(main / "sub" / "docs"))
        assert repository is not None
        assert repository.git_dir == os.path.realpath(main / ".git" / "modules" / "sub")
        assert found(main / "sub") == ["docs/a.md"]
        assert found(main) == ["docs/a.md"]

    def test_a_git_folder_elsewhere(self, tmp_path: Path) -> None:
        main = started(tmp_path / "main", f"--separate-git-dir={tmp_path / 'kept'}")
        repository = repository_of(str(main))
        assert repository is not None
        assert repository.git_dir == os.path.realpath(tmp_path / "kept")
        assert found(main) == ["docs/a.md"]

    def test_a_link_to_a_git_folder_elsewhere(self, tmp_path: Path) -> None:
        main = started(tmp_path / "main")
        (main / ".git").rename(tmp_path / "kept")
        (main / ".git").symlink_to(tmp_path / "kept")
        assert found(main) == ["docs/a.md"]

    def test_a_bare_repository_with_work_trees_beside_it(self, tmp_path: Path) -> None:
        git(tmp_path, "clone", "-q", "--bare", str(started(tmp_path / "main")), "home/.bare")
        (tmp_path / "home" / ".git").write_text("gitdir: ./.bare\n")
        git(tmp_path / "home", "worktree", "add", "-q", "topic")
        (tmp_path / "home" / "topic" / "ignored.md").write_text("# I\n")
        assert found(tmp_path / "home" / "topic") == ["docs/a.md"]

    def test_an_empty_git_folder_is_passed_by(self, tmp_path: Path) -> None:
        started(tmp_path)
        (tmp_path / "docs" / ".git").mkdir()
        repository = repository_of(str(tmp_path / "docs"))
        assert repository is not None
        assert repository.top == os.path.realpath(tmp_path)

    @pytest.mark.parametrize(
        "text", ["", "gitdir: ", "gitdir: none", "gitdir: .", "nothing", "gitdir: \0", "gitdir: inside"]
    )
    def test_a_git_file_that_leads_to_no_repository_outside(self, text: str, tmp_path: Path) -> None:
        (started(tmp_path) / ".git").rename(tmp_path / "inside")
        (tmp_path / ".git").write_text(text)
        assert repository_of(str(tmp_path / "docs")) is None
        assert found(tmp_path) == ["docs/a.md", "ignored.md"]

    @pytest.mark.skipif(sys.platform == "win32", reason="no named pipes in folders there")
    def test_a_pipe_is_not_waited_for(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / ".git")
        assert repository_of(str(tmp_path)) is None

    def test_a_folder_reached_by_a_link(self, tmp_path: Path) -> None:
        started(tmp_path / "main")
        (tmp_path / "link").symlink_to(tmp_path / "main" / "docs")
        assert [target.path for target in discover(["link"], str(tmp_path))[0]] == [str(tmp_path / "link" / "a.md")]

    @pytest.mark.parametrize("forged", [b"../x.md", b"a/../../x.md"])
    def test_an_index_that_names_files_outside(self, forged: bytes, tmp_path: Path) -> None:
        """Git itself makes no such index, but an archive may hold one."""
        folder = started(tmp_path / "main")
        honest = forged.replace(b"..", b"bb")
        place = folder / os.fsdecode(honest)
        place.parent.mkdir(parents=True)
        for path in (place, tmp_path / "x.md"):
            path.write_text("# X\n")
        git(folder, "add", "-A")
        index = folder / ".git" / "index"
        data = index.read_bytes()[:-20].replace(honest, forged)
        index.write_bytes(data + hashlib.sha1(data, usedforsecurity=False).digest())
        assert os.fsdecode(forged) in git(folder, "ls-files")
        assert "../x.md" not in found(folder)
        targets = discover(["."], str(folder))[0]
        assert all(target.path.startswith(f"{folder}{os.sep}") for target in targets)
        assert "docs/a.md" in found(folder)

    def test_an_index_that_names_files_behind_a_link_to_elsewhere(self, tmp_path: Path) -> None:
        folder = started(tmp_path / "main")
        for place in (tmp_path / "outside" / "x.md", folder / "led" / "x.md", folder / "inner" / "y.md"):
            place.parent.mkdir()
            place.write_text("# X\n")
        git(folder, "add", "-A")
        shutil.rmtree(folder / "led")
        (folder / "led").symlink_to("../outside")
        assert "led/x.md" in git(folder, "ls-files")
        assert found(folder) == ["docs/a.md", "inner/y.md"]

    @pytest.mark.parametrize("name", ["(x)", "[a-z]", ":colon", "sta*r", "-dash", "Über", "with blank"])
    def test_a_folder_of_any_name(self, name: str, tmp_path: Path) -> None:
        started(tmp_path)
        for place in (name, "z"):
            (tmp_path / place).mkdir()
            for each in ("b.md", "ignored.md"):
                (tmp_path / place / each).write_text("# B\n")
        assert found(tmp_path / name) == ["b.md"]
        (tmp_path / ".gitignore").write_text("/*\n")
        assert found(tmp_path / name) == ["b.md", "ignored.md"], "an ignored folder that is named"

    @pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give files away")
    def test_a_repository_of_somebody_else_is_not_trusted(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        started(tmp_path / "main")
        for path in (tmp_path / "main", tmp_path / "main" / ".git"):
            os.chown(path, 12345, 12345)
        repository = repository_of(str(tmp_path / "main"))
        assert repository is not None
        assert "safe.directory" in refusal(ask_git(repository, "ls-files"))
        assert found(tmp_path / "main") == ["docs/a.md", "ignored.md"]
        # CI systems say in variables what they trust.
        settings = {"KEY_0": "core.fsmonitor", "VALUE_0": "false", "KEY_1": "safe.directory", "VALUE_1": repository.top}
        for name, value in {"COUNT": "2", **settings}.items():
            monkeypatch.setenv(f"GIT_CONFIG_{name}", value)
        assert found(tmp_path / "main") == ["docs/a.md"]


class TestWhatIsAroundIt:
    """Variables that name programs, files or repositories do not reach git; those of a commit do where it is about one."""

    def seen(self, folder: Path, monkeypatch: pytest.MonkeyPatch, *, commit: bool = False) -> dict[str, str]:
        """The variables with which git is started, printed by a fake git."""
        tools = folder.parent / "tools"
        tools.mkdir()
        (tools / "git").write_text("#!/bin/sh\nexec env -0\n")
        (tools / "git").chmod(0o755)
        monkeypatch.setenv("PATH", f".:{tools}:{folder}:{os.environ['PATH']}")
        repository = repository_of_commit(str(folder), os.environ) if commit else repository_of(str(folder))
        assert repository is not None
        said = ask_git(repository, "ls-files", commit=commit)
        assert said is not None
        return dict(each.split("=", 1) for each in said.stdout.decode().split("\0") if each)

    @pytest.mark.skipif(sys.platform == "win32", reason="a script stands in for git")
    @pytest.mark.parametrize("commit", [False, True])
    def test_only_harmless_variables_of_git_are_handed_on(
        self, commit: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        folder = started(tmp_path / "main")
        for name in (
            "EXTERNAL_DIFF", "SSH", "SSH_COMMAND", "PAGER", "EDITOR", "ASKPASS", "EXEC_PATH", "TEMPLATE_DIR", "PROXY_COMMAND",
            "ALTERNATE_OBJECT_DIRECTORIES", "TRACE", "TRACE2", "TRACE2_EVENT", "TRACE_SETUP", "CONFIG_PARAMETERS", "CONFIG",
            "NAMESPACE", "REPLACE_REF_BASE", "ICASE_PATHSPECS", "SOMETHING_NEW", "ATTR_SOURCE",
        ):  # fmt: skip
            monkeypatch.setenv(f"GIT_{name}", "x")
        seen = self.seen(folder, monkeypatch, commit=commit)
        top = os.path.realpath(folder)
        assert {name: value for name, value in seen.items() if name.startswith("GIT_")} == {
            "GIT_ALLOW_PROTOCOL": ":",
            "GIT_CEILING_DIRECTORIES": os.path.realpath(tmp_path),
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_SYSTEM": os.devnull,
            "GIT_NO_LAZY_FETCH": "1",
            "GIT_OPTIONAL_LOCKS": "0",
            "GIT_TERMINAL_PROMPT": "0",
            "GIT_WORK_TREE": top,
        }
        assert not {".", "", top} & set(seen["PATH"].split(os.pathsep))
        assert seen["HOME"] == os.environ["HOME"]

    @pytest.mark.skipif(sys.platform == "win32", reason="a script stands in for git")
    def test_the_index_of_a_commit_is_handed_on_where_it_is_about_the_commit(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        folder = started(tmp_path / "main")
        monkeypatch.chdir(folder)
        monkeypatch.setenv("GIT_INDEX_FILE", ".git/next-index")
        monkeypatch.setenv("GIT_DIR", ".git")
        seen = self.seen(folder, monkeypatch, commit=True)
        assert seen["GIT_INDEX_FILE"] == os.path.realpath(folder / ".git" / "next-index")
        assert "GIT_DIR" not in seen, "it is found, and its owner looked at"

    def test_a_git_folder_that_only_a_hook_s_variables_name(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        kept, home = tmp_path / "kept", started(tmp_path / "home")
        (home / ".git").rename(kept)
        assert repository_of_commit(str(home), os.environ) is None
        monkeypatch.setenv("GIT_DIR", str(kept))
        monkeypatch.setenv("GIT_WORK_TREE", str(home))
        repository = repository_of_commit(str(home), os.environ)
        assert repository == Repository(
            os.path.realpath(home), os.path.realpath(kept), os.path.realpath(kept), given=True
        )
        listed = ask_git(repository, "ls-files", commit=True)
        assert listed is not None
        assert listed.stdout.split() == [b".gitignore", b"docs/a.md"]
        monkeypatch.setenv("GIT_DIR", str(tmp_path / "none"))
        assert repository_of_commit(str(home), os.environ) is None


@pytest.mark.skipif(sys.platform == "win32", reason="no named pipes in folders there")
@pytest.mark.parametrize("place", ["docs/.gitignore", ".git/info/exclude", ".git/config", ".git/index"])
def test_a_pipe_in_the_place_of_what_git_reads_is_not_waited_for(
    place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started(tmp_path)
    monkeypatch.setattr("speclint.workspace.files.git._IMPATIENCE", 0.2)
    (tmp_path / place).unlink(missing_ok=True)
    os.mkfifo(tmp_path / place)
    waited: list[float | None] = []
    communicate = subprocess.Popen.communicate

    def counted(process: subprocess.Popen[bytes], input: bytes | None = None, timeout: float | None = None) -> object:
        waited.append(timeout)
        return communicate(process, input, timeout)

    monkeypatch.setattr(subprocess.Popen, "communicate", counted)
    assert found(tmp_path) == ["docs/a.md", "ignored.md"]
    assert waited == [0.2]


@pytest.mark.skipif(sys.platform == "win32", reason="a script stands in for git")
class TestGivingUp:
    """One wait for a work tree, and a word about it; the next command does not wait again."""

    @pytest.fixture
    def asked(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        """A file with a line for each time that git is started, which never answers."""
        started(tmp_path / "main")
        tools = tmp_path / "tools"
        tools.mkdir()
        (tools / "git").write_text(f"#!/bin/sh\necho asked >> {tmp_path}/asked\nexec sleep 60\n")
        (tools / "git").chmod(0o755)
        monkeypatch.setenv("PATH", f"{tools}:{os.environ['PATH']}")
        monkeypatch.setattr("speclint.workspace.files.git._IMPATIENCE", 0.1)
        monkeypatch.setattr("speclint.workspace.files.git._TIMEOUT", 0.2)
        monkeypatch.setattr("speclint.workspace.files.git._given_up", {})
        monkeypatch.setattr("speclint.workspace.files.git._unanswered", [])
        return tmp_path / "asked"

    def test_git_is_asked_once(self, tmp_path: Path, asked: Path) -> None:
        assert found(tmp_path / "main") == ["docs/a.md", "ignored.md"]
        assert found(tmp_path / "main") == ["docs/a.md", "ignored.md"]
        assert asked.read_text() == "asked\n"

    def test_it_is_asked_again_after_a_while(
        self, tmp_path: Path, asked: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("speclint.workspace.files.git._PAUSE", 0)
        found(tmp_path / "main")
        found(tmp_path / "main")
        assert asked.read_text() == "asked\n" * 2

    def test_the_command_says_so(self, tmp_path: Path, asked: Path, capsys: pytest.CaptureFixture[str]) -> None:
        top = tmp_path / "main"
        run(["check", "-q", str(top)])
        assert asked.read_text() == "asked\n"
        assert capsys.readouterr().err == (
            f"speclint: warning: git timed out in {os.path.realpath(top)}: ignored files are checked too. "
            "Pass the files as arguments, or check that `git status` works there\n"
        )


@pytest.mark.parametrize(
    ("line", "waits"),
    [("*a*a*a*a*a*b", 1), ("**/a/**/a/**/a/**/a/**/a/**/b", 1), ("**/build-*/**/*.py[co]", 2), ("*.tmp*~", 2)],
)
def test_git_is_not_given_long_for_a_pattern_of_many_stars(
    line: str, waits: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started(tmp_path)
    (tmp_path / "docs" / ".gitignore").write_text(f"x\n{line}\n")
    monkeypatch.setattr("speclint.workspace.files.git._given_up", {})
    waited: list[float] = []

    def never(*_: object, timeout: float) -> object:
        waited.append(timeout)
        raise subprocess.TimeoutExpired("git", timeout)

    monkeypatch.setattr(subprocess.Popen, "communicate", never)
    found(tmp_path)
    assert len(waited) == waits


@pytest.mark.skipif(sys.platform == "win32", reason="a script stands in for git")
def test_a_slow_answer_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, tools = started(tmp_path / "main"), tmp_path / "tools"
    tools.mkdir()
    (tools / "git").write_text("#!/bin/sh\nsleep 0.5\ncat\nprintf more\n")
    (tools / "git").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tools}:{os.environ['PATH']}")
    monkeypatch.setattr("speclint.workspace.files.git._IMPATIENCE", 0.1)
    repository = repository_of(str(folder))
    assert repository is not None
    answer = ask_git(repository, "cat-file", stdin=b"x" * 1_000_000)
    assert answer is not None
    assert answer.stdout == b"x" * 1_000_000 + b"more"


def test_objects_are_read_as_they_are_stored_and_missing_ones_left_out(tmp_path: Path) -> None:
    started(tmp_path)
    (tmp_path / "b").write_bytes(b"\n1 blob 2\r\n\0")
    (tmp_path / "e").write_bytes(b"")
    git(tmp_path, "add", "b", "e")
    ids = git(tmp_path, "rev-parse", ":b", ":e", ":docs/a.md").split()
    repository = repository_of(str(tmp_path))
    assert repository is not None
    none = "1" * 40
    stored = {ids[0]: b"\n1 blob 2\r\n\0", ids[1]: b"", ids[2]: b"# A\n"}
    assert read_objects(repository, [ids[0], none, ids[1], ids[0], ids[2]]) == stored
    assert read_objects(repository, []) == {}
