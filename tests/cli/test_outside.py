"""A repository reads and writes inside of itself alone, unless the user says otherwise."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING, NamedTuple

import pytest

from speclint.workspace import library
from speclint.workspace.library import read_rule_files

from .scenario import environment, run

if TYPE_CHECKING:
    from pathlib import Path

    from speclint.workspace.files.paths import Failure

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="symbolic links need a privilege there")

MARK = "hunter2"
ALLOW = "If you trust it, allow it with --allow-path or SPECLINT_ALLOW_PATHS"


class Done(NamedTuple):
    code: int
    out: str
    errors: str


class Clone:
    """A repository with the type `note`, and a folder beside it that is none of its business."""

    def __init__(self, folder: Path, cache: Path) -> None:
        self.folder = folder
        self.out = folder.parent / "out"
        self.out.mkdir()
        self._cache = cache

    def run(self, *arguments: str, **variables: str) -> Done:
        done = run(self.folder, self._cache, *arguments, stdin=b"", **variables)
        out, errors = done.stdout.decode(), done.stderr.decode()
        assert MARK not in out + errors, "what lies outside is not printed"
        assert "internal error" not in errors
        return Done(done.returncode, out, errors)


@pytest.fixture
def clone(tmp_path: Path, cache: Path, noted: Path) -> Clone:
    folder = tmp_path / "clone"
    folder.mkdir()
    for path in (".speclint.yaml", "rules", "notes"):
        (noted / path).rename(folder / path)
    (folder / "notes" / "good.md").write_text("# A\n\n## Why\n\nSo.\n\n## How\n\nSo.\n")
    found = Clone(folder, cache)
    (found.out / "secret.yaml").write_text(f"{MARK}: [1\n")
    (found.out / "secret.md").write_text(f"# {MARK}\n\n## {MARK}\n")
    (found.out / "note.yaml").write_text("speclint: 1\ntype: extra\ntitle: Extra\n")
    return found


@pytest.mark.parametrize(
    "path", ["/", "~", "../..", "../out", "out-link", "../out/secret.yaml", "file-link.yaml", "/etc/passwd"]
)
def test_rule_paths_stay_inside(clone: Clone, path: str) -> None:
    (clone.folder / "out-link").symlink_to("../out")
    (clone.folder / "file-link.yaml").symlink_to("../out/secret.yaml")
    (clone.folder / ".speclint.yaml").write_text(f"fail_on: error\nrule_paths:\n  - rules\n  - '{path}'\n")
    done = clone.run("check", "-q")
    assert (done.code, done.out) == (2, "")
    assert done.errors == f".speclint.yaml:4:5: error: rule_paths: `{path}`: leads out of the project. {ALLOW}\n"


@pytest.mark.parametrize("text", ["rule_paths: ../out\n", "rule_paths: [../out]\n"])
def test_every_command_refuses(clone: Clone, text: str) -> None:
    (clone.folder / ".speclint.yaml").write_text(text)
    for command in (
        "types",
        "explain component",
        "config",
        "graph",
        "rules test",
        "new note --next a",
        "rules check rules/note.yaml",
    ):
        done = clone.run(*command.split())
        assert done.code == 2, command
        assert ".speclint.yaml:1:" in done.errors, command
        assert f"leads out of the project. {ALLOW}\n" in done.errors, command


def test_a_table_of_another_tool_names_its_file(clone: Clone) -> None:
    (clone.folder / ".speclint.yaml").unlink()
    (clone.folder / "pyproject.toml").write_text('[tool.speclint]\nrule_paths = ["../out"]\n')
    done = clone.run("check", "-q")
    assert (done.code, done.errors) == (
        2,
        f"pyproject.toml: error: rule_paths: `../out`: leads out of the project. {ALLOW}\n",
    )


def test_the_user_may_allow_a_folder(clone: Clone) -> None:
    (clone.folder / ".speclint.yaml").write_text("rule_paths: [rules, ../out/note.yaml]\n")
    assert "extra: Extra" in clone.run("types", "--allow-path", "../out").out
    assert "extra: Extra" in clone.run("types", SPECLINT_ALLOW_PATHS=os.pathsep.join(["/nowhere", str(clone.out)])).out
    assert clone.run("check", "-q", "--allow-path", "../out").code == 0
    assert clone.run("check", "-q", "--allow-path", "../other").code == 2


def test_a_work_tree_is_one_repository(clone: Clone) -> None:
    inner = clone.folder / "service"
    inner.mkdir()
    (inner / ".speclint.yaml").write_text("rule_paths: [../rules]\n")
    (inner / "a.md").write_text("# A\n")
    assert clone.run("check", "-q", "service").code == 2, "nothing says that the folders belong together"
    subprocess.run(["git", "init", "-q", str(clone.folder)], check=True, env=environment(clone.out))
    assert clone.run("check", "-q", "service").code == 0


def test_a_linked_rule_file_that_leads_out_is_refused(clone: Clone) -> None:
    (clone.folder / "rules" / "more.yaml").symlink_to("../../out/secret.yaml")
    done = clone.run("check", "-q")
    assert done.code == 2
    assert done.errors == (
        f".speclint.yaml:1:14: error: rule_paths: rules/more.yaml: is a symbolic link that leads out of the project. {ALLOW}\n"
    )


def test_what_is_hidden_or_installed_is_no_rule_file_and_links_to_folders_are_not_followed(clone: Clone) -> None:
    for name in (".hidden", "node_modules"):
        (clone.folder / "rules" / name).mkdir()
        (clone.folder / "rules" / name / "bad.yaml").write_text("speclint: [")
    (clone.folder / "rules" / "link").symlink_to("../../out")
    assert clone.run("check", "-q") == (0, "", "")


def test_a_folder_of_anything_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library, "_MOST_SEEN", 30)
    for number in range(40):
        (tmp_path / f"{number:02}").mkdir()
        (tmp_path / f"{number:02}" / "a.yaml").write_text("a: 1")
    files: list[library.RuleText] = []
    failures: list[Failure] = []
    read_rule_files(str(tmp_path), str(tmp_path.parent), files, failures)
    assert [each.message for each in failures] == ["has too many files. Use a folder with only rule files"]
    assert len(files) < 5, "and it is not gone through to the end"


def test_a_configuration_that_stands_for_another_file_is_refused(clone: Clone) -> None:
    (clone.folder / ".speclint.yaml").unlink()
    (clone.folder / ".speclint.yaml").symlink_to("../out/secret.yaml")
    done = clone.run("check", "-q")
    assert (done.code, done.errors) == (
        2,
        f".speclint.yaml: error: is a symbolic link that leads out of the project. {ALLOW}\n",
    )


def test_a_linked_document_that_leads_out_is_skipped_unless_it_is_named(clone: Clone, cache: Path) -> None:
    (clone.folder / "notes" / "link.md").symlink_to("../../out/secret.md")
    (clone.folder / "notes" / "inside.md").symlink_to("../elsewhere.txt")
    (clone.folder / "elsewhere.txt").write_text("# A\n")
    for arguments in (("check", "-v", "."), ("check", "-v", "--project"), ("completeness", "-v", ".")):
        done = clone.run(*arguments)
        assert "notes/link.md: skipped: is a symbolic link that leads out of the project" in done.errors, arguments
    assert "notes/inside.md:1:1" in clone.run("check", "-q", ".").out
    named = run(clone.folder, cache, "check", "-q", "notes/link.md")
    assert named.stdout.startswith(b"notes/link.md:1:1: error: Missing section 'Why'")


def test_a_link_out_of_an_archive_is_not_mended(clone: Clone, cache: Path) -> None:
    # Neither git nor a configuration says where the archive ends, and the working directory is above it.
    (clone.folder / "docs").mkdir()
    (clone.out / "cmp-003-n.md").write_text("# N\n\n## Purpos\n\nX\n")
    (clone.folder / "docs" / "cmp-004-x.md").symlink_to("../../out/cmp-003-n.md")
    above = clone.folder.parent
    (clone.folder / ".speclint.yaml").unlink()
    done = run(above, cache, "check", "--fix", "--unsafe-fixes", "--type", "component", "clone/docs/cmp-004-x.md")
    assert b"leads out of the project" in done.stderr
    assert (clone.out / "cmp-003-n.md").read_text() == "# N\n\n## Purpos\n\nX\n"


@pytest.mark.parametrize(
    "target", ["../../out/secret.md#x", "../link/secret.md#x", "file.md#x", "../link/gone.md", "/link/secret.md#x"]
)
def test_what_a_link_out_leads_to_is_not_looked_at(clone: Clone, target: str) -> None:
    (clone.folder / "link").symlink_to("../out")
    (clone.folder / "notes" / "file.md").symlink_to("../../out/secret.md")
    (clone.folder / "notes" / "good.md").write_text(f"# A\n\n## Why\n\n[x]({target}) [y](gone.md)\n\n## How\n\nSo.\n")
    done = clone.run("check", "-q", ".")
    assert [line.split(":")[1:3] for line in done.out.splitlines()] == [["5", str(len(target) + 7)]], (
        "only the second is broken"
    )


def test_an_example_that_leads_out_is_not_shown(clone: Clone) -> None:
    (clone.folder / "rules" / "examples" / "note").mkdir(parents=True)
    (clone.folder / "rules" / "examples" / "note" / "a.md").symlink_to("../../../../out/secret.md")
    assert "## Example" not in clone.run("explain", "note").out
    assert "0 examples" in clone.run("rules", "test", "rules").errors


def listed(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in folder.rglob("*") if path.is_file()}


def test_a_baseline_behind_a_link_is_neither_read_nor_written(clone: Clone) -> None:
    (clone.folder / "o").symlink_to("../out")
    before = listed(clone.out)
    (clone.folder / ".speclint.yaml").write_text("rule_paths: [rules]\nbaseline: o/b\n")
    why = "leads out of the project through a symbolic link, so it is not used"
    for command in ("baseline", "check"):
        done = clone.run(command, "-q")
        assert done.code == 2
        assert why in done.errors
        assert ".speclint.yaml:2:1: baseline: o/b" in done.errors
    (clone.folder / ".speclint.yaml").write_text("rule_paths: [rules]\n")
    (clone.folder / ".speclint-baseline").symlink_to("../out/secret.yaml")
    for command in ("baseline", "check"):
        done = clone.run(command, "-q")
        assert done.code == 2
        assert why in done.errors
    assert listed(clone.out) == before


OUT = "leads out of the project through a symbolic link, so it is not written"


@pytest.mark.parametrize("path", ["o/x", "o/new/x", "f"])
def test_reports_are_not_written_through_such_a_link(clone: Clone, path: str) -> None:
    (clone.folder / "o").symlink_to("../out")
    (clone.folder / "f").symlink_to("../out/fresh")
    before = listed(clone.out)
    for command in (
        ("check", "-q", "--output-file", f"json={path}"),
        ("rules", "check", "-q", "rules", "--output-file", f"json={path}"),
        ("report", "-o", path),
    ):
        done = clone.run(*command)
        assert (done.code, done.errors) == (2, f"speclint: {path}: {OUT}\n")
    assert listed(clone.out) == before


def test_a_place_outside_that_is_named_is_written(clone: Clone) -> None:
    for name, command in (
        ("a", ("check", "-q", "--output-file", "json=../out/a")),
        ("b", ("report", "-o", str(clone.out / "b"))),
    ):
        assert clone.run(*command).errors == ""
        assert (clone.out / name).exists()


def test_no_command_writes_through_such_a_link(clone: Clone) -> None:
    before = listed(clone.out)
    (clone.folder / "rules-out").symlink_to("../out")
    (clone.folder / ".github").symlink_to("../out")
    (clone.folder / "scripts").symlink_to("../out")
    (clone.folder / ".vscode").symlink_to("../out")
    (clone.folder / ".pre-commit-config.yaml").symlink_to("../out/fresh")
    clone.run("rules", "new", "memo", "--folder", "rules-out")
    clone.run("init", "--ci", "github", "--scripts", "--editor", "vscode")
    (clone.folder / ".speclint.yaml").write_text("rule_paths: [rules]\nnaming: {component: rules-out}\n")
    assert clone.run("new", "component", "--next", "a").code == 2
    (clone.folder / "notes" / "fix.md").symlink_to("../../out/fix.md")
    (clone.out / "fix.md").write_text("# A\n\n## why\n")
    clone.run("check", "--fix", "--unsafe-fixes", "notes/fix.md")
    (clone.out / "fix.md").unlink()
    assert listed(clone.out) == before
