"""What no specification should be: each gets a clear message, the right exit code, and no traceback, in bounded time."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from ..cpu import processor_time  # noqa: TID252 - tests are no installed package
from .scenario import HERE, environment, run_apart

if TYPE_CHECKING:
    from pathlib import Path

BOUND = 20
"""Seconds, on a busy machine, for what takes a fraction of one."""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with the rule sets of the scenarios and one good document."""
    (tmp_path / "rules").mkdir()
    for name in (".speclint.yaml", "rules/note.yaml", "rules/memo.yaml"):
        (tmp_path / name).write_text((HERE / "shared" / name).read_text())
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "good.md").write_text("# A\n\n## Why\n\nSo.\n\n## How\n")
    return tmp_path


GOOD = b"notes/good.md:7:1: warning: Section 'How' is empty [empty-section]\n"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"# A\n\n\0", "is a binary file (NUL byte on line 3)"),
        (b"# A\n\nk\xe4se\n", "is not UTF-8: byte 0xe4 on line 3"),
        ("# A\n".encode("utf-16"), "is encoded in UTF-16"),
        (b"a" * (50 * 1024 * 1024), "is too large to be a specification (50 MB"),
    ],
    ids=["nul", "latin-1", "utf-16", "50 MB"],
)
def test_no_text(project: Path, cache: Path, content: bytes, message: str) -> None:
    (project / "notes" / "bad.md").write_bytes(content)
    (project / "elsewhere.md").write_bytes(content)
    with processor_time(BOUND):
        done = run_apart(project, cache, "check", "-q", ".")
    assert done.returncode == 2
    assert done.stdout == GOOD
    # A file that no rule set claims may hold what it likes, unless somebody names it.
    lines = done.stderr.decode().splitlines()
    assert len(lines) == 1
    assert lines[0].startswith(f"notes/bad.md: error: {message}")
    named = run_apart(project, cache, "check", "-q", "elsewhere.md")
    assert named.returncode == 2
    assert named.stderr.decode().startswith(f"elsewhere.md: error: {message}")


def test_stdin_that_is_no_text(project: Path, cache: Path) -> None:
    done = run_apart(project, cache, "check", "-q", "-", "--stdin-filename", "notes/x.md", stdin=b"\0")
    assert done.returncode == 2
    assert done.stderr.startswith(b"notes/x.md: error: is a binary file")
    done = run_apart(project, cache, "check", "-q", "-", stdin=b"a" * (11 * 1024 * 1024))
    assert done.returncode == 2
    assert b"too large" in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="symbolic links need a privilege there")
def test_symbolic_links_in_circles(project: Path, cache: Path) -> None:
    (project / "notes" / "again").symlink_to(project / "notes")
    (project / "notes" / "up").symlink_to("..")
    (project / "notes" / "loop.md").symlink_to("loop.md")
    (project / "notes" / "twin.md").symlink_to("good.md")
    (project / "notes" / "gone.md").symlink_to("nowhere.md")
    done = run_apart(project, cache, "check", "-q", ".")
    assert (done.returncode, done.stdout, done.stderr) == (0, GOOD, b"")
    done = run_apart(project, cache, "check", "-q", "notes/loop.md")
    assert done.returncode == 2
    assert done.stderr == b"notes/loop.md: error: is a circular symbolic link\n"


@pytest.mark.skipif(sys.platform == "win32", reason="permissions work differently there")
def test_folder_and_file_without_permission(project: Path, cache: Path) -> None:
    closed = project / "closed"
    closed.mkdir()
    (closed / "a.md").write_text("# A\n")
    (project / "notes" / "secret.md").write_text("# A\n")
    closed.chmod(0)
    (project / "notes" / "secret.md").chmod(0)
    try:
        done = as_nobody(project, cache, "check", "-q", ".")
        assert done.returncode == 2
        assert done.stdout == GOOD
        assert sorted(done.stderr.decode().splitlines()) == [
            "closed: error: permission denied",
            "notes/secret.md: error: permission denied",
        ]
        subprocess.run(["git", "init", "-q", str(project)], check=True, env=environment(project))
        (project / "a.md").write_text("# A\n")
        done = as_nobody(project, cache, "check", "-q", ".")
        assert done.returncode == 2
        assert b"closed: error: permission denied" in done.stderr
    finally:
        closed.chmod(0o700)


def as_nobody(folder: Path, cache: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Run as somebody whom permissions stop: they do not stop root as long as it has all its capabilities."""
    bound = []
    if os.geteuid() == 0:
        if shutil.which("setpriv") is None:
            pytest.skip("root may read everything, and there is no setpriv to give that up")
        bound = ["setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-all"]
    return subprocess.run(
        [*bound, sys.executable, "-m", "speclint", *arguments],
        cwd=folder,
        env=environment(cache),
        capture_output=True,
        check=False,
        timeout=60,
    )


def test_rule_set_with_an_exploding_regular_expression(project: Path, cache: Path) -> None:
    (project / "rules" / "slow.yaml").write_text(
        "speclint: 1\ntype: slow\ntitle: Slow\nsections:\n  - heading: {regex: '(a+)+b', example: ab}\n"
    )
    (project / "a.md").write_text("<!-- speclint: type=slow -->\n# A\n\n## " + "a" * 5000 + "\n")
    done = run_apart(project, cache, "check", "-q", ".")  # ends, for it is run in linear time
    assert done.returncode == 1
    assert done.stdout.startswith(b"a.md:2:1: error: Missing section such as 'ab' [missing-section]\n")
    assert done.stderr == b""


def test_rule_set_with_a_regular_expression_that_is_refused(project: Path, cache: Path) -> None:
    (project / "rules" / "slow.yaml").write_text(
        "speclint: 1\ntype: slow\ntitle: Slow\nsections:\n  - heading: {regex: '(a+)+b\\1', example: aba}\n"
    )
    (project / "a.md").write_text("<!-- speclint: type=slow -->\n# A\n\n## " + "a" * 5000 + "\n")
    with processor_time(BOUND):
        done = run_apart(project, cache, "check", "-q", ".")
    assert done.returncode == 2
    assert done.stdout == GOOD
    assert done.stderr.startswith(b"rules/slow.yaml:5:")


BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)


def test_alias_bombs(project: Path, cache: Path) -> None:
    with processor_time(3 * BOUND):
        (project / "rules" / "bomb.yaml").write_text(f"speclint: 1\ntype: bomb\n{BOMB}")
        done = run_apart(project, cache, "check", "-q", ".")
        assert done.returncode == 2
        assert b"rules/bomb.yaml:" in done.stderr
        (project / "rules" / "bomb.yaml").unlink()
        (project / "notes" / "bomb.md").write_text(f"---\n{BOMB}---\n# A\n\n## Why\n\nSo.\n\n## How\n\nSo.\n")
        done = run_apart(project, cache, "check", "-q", "notes/bomb.md")
        assert done.returncode in (0, 1)
        (project / ".speclint.yaml").write_text(BOMB)
        done = run_apart(project, cache, "check", "-q", "notes/good.md")
        assert done.returncode == 2
        assert done.stderr.startswith(b".speclint.yaml:")
        assert b"Traceback" not in done.stderr


@pytest.mark.parametrize(
    "text", ["> " * 3000 + "a", "[" * 50_000, "- " * 3000 + "a", "*a " * 20_000, "`" * 50_000 + "\n" * 9]
)
def test_documents_made_to_hurt(project: Path, cache: Path, text: str) -> None:
    (project / "notes" / "hurt.md").write_text(f"# A\n\n## Why\n\n{text}\n\n## How\n\nSo.\n")
    with processor_time(BOUND):
        done = run_apart(project, cache, "check", "-q", "notes/hurt.md")
    assert b"Traceback" not in done.stderr
    assert done.returncode in (0, 1), done.stderr.decode()


def test_yaml_nested_too_deeply(project: Path, cache: Path) -> None:
    (project / "notes" / "deep.md").write_text(f"---\na: {'[' * 5000}\n---\n# A\n")
    done = run_apart(project, cache, "check", "-q", "--select", "missing-title", "notes/deep.md")
    assert done.returncode == 1
    assert done.stdout.startswith(b"notes/deep.md:2:")
    assert done.stdout.endswith(b"[invalid-front-matter]\n")


@pytest.mark.skipif(sys.platform == "win32", reason="no named pipes in folders there")
def test_named_pipes_do_not_hold_up_a_run(project: Path, cache: Path) -> None:
    for name in ("notes/pipe.md", "rules/pipe.yaml", "pipe.yaml", "pyproject.toml"):
        os.mkfifo(project / name)
    (project / "notes" / "link.md").symlink_to("pipe.md")
    with processor_time(3 * BOUND):
        done = run_apart(project, cache, "check", "-q", ".")
        assert (done.returncode, done.stdout, done.stderr) == (0, GOOD, b"")
        for arguments, place in (
            (("check", "-q", "notes/pipe.md"), "notes/pipe.md"),
            (("check", "-q", "notes/link.md"), "notes/link.md"),
            (("check", "-q", "--config", "pipe.yaml", "notes/good.md"), "pipe.yaml"),
            (("rules", "check", "-q", "rules/pipe.yaml"), "rules/pipe.yaml"),
        ):
            done = run_apart(project, cache, *arguments)
            said = done.stderr.decode()
            assert (done.returncode, done.stdout, said) == (2, b"", f"{place}: error: is not a regular file\n")
        (project / ".speclint.yaml").write_text("rule_paths: [pipe.yaml]\n")
        done = run_apart(project, cache, "check", "-q", "notes/good.md")
        assert done.returncode == 2
        assert b"pipe.yaml: is not a regular file" in done.stderr


@pytest.mark.skipif(not os.access("/dev/fd", os.R_OK), reason="what a process has open has no paths there")
def test_what_a_shell_hands_over_is_read(project: Path, cache: Path) -> None:
    script = f"{sys.executable} -m speclint check -q --config .speclint.yaml --type note <(sleep 0.5; printf '# A\\n\\n## Why\\n')"
    done = subprocess.run(
        ["bash", "-c", script], cwd=project, env=environment(cache), capture_output=True, check=False, timeout=60
    )
    assert (done.returncode, done.stderr) == (1, b"")
    assert b":3:1: error: Section 'Why' is empty" in done.stdout
    done = run_apart(
        project,
        cache,
        "check",
        "-q",
        "--config",
        ".speclint.yaml",
        "--type",
        "note",
        "/dev/stdin",
        stdin=b"# A\n\n## Why\n",
    )
    assert (done.returncode, done.stderr) == (1, b"")
    assert b"/dev/stdin:3:1: error: Section 'Why' is empty" in done.stdout


def test_names_that_are_hard_to_show(project: Path, cache: Path) -> None:
    (project / "notes" / "with space \x1b[31m.md").write_text("# A\n")
    done = run_apart(project, cache, "check", "-q", "notes")
    assert done.returncode == 1
    assert b"\x1b" not in done.stdout
    assert rb"with space \x1b[31m.md:1:1:" in done.stdout


def test_crash_is_one_line_and_the_others_are_linted(project: Path, cache: Path) -> None:
    (project / "notes" / "crash.md").write_text("# A\n")
    # Stands in for a mistake in this program.
    (project / "sitecustomize.py").write_text(
        "import speclint.workspace.judging as judging\n"
        "real = judging.examine\n"
        "def examine(binding, *rest):\n"
        "    if 'crash' in binding.document.source.path: raise ZeroDivisionError('a\\nb')\n"
        "    return real(binding, *rest)\n"
        "judging.examine = examine\n"
    )
    path = os.pathsep.join([str(project), environment(cache)["PYTHONPATH"]])
    done = run_apart(project, cache, "check", "-q", "notes", PYTHONPATH=path)
    assert done.returncode == 2
    assert done.stdout == GOOD
    assert done.stderr.decode() == (
        "notes/crash.md: error: internal error on this file (ZeroDivisionError: a b). Run with --verbose for details\n"
    )
    done = run_apart(project, cache, "check", "--verbose", "notes", PYTHONPATH=path)
    assert b"Traceback" in done.stderr
