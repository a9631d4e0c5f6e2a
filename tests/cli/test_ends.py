"""Ends that are no fault of the program: streams that take nothing, no memory, files that change. A sentence, and a code."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING, NamedTuple

import pytest

from .scenario import environment, run_apart

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="streams work differently there")

SPECLINT = f"{sys.executable} -m speclint"
FULL = pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no such device here")  # noqa: PTH110


class Done(NamedTuple):
    code: int
    out: str
    errors: str


@pytest.fixture
def project(noted: Path) -> Path:
    (noted / "notes" / "bad.md").write_text("# A\n")
    (noted / "notes" / "good.md").write_text("# A\n\n## Why\n\nSo.\n\n## How\n\nSo.\n")
    return noted


def shell(folder: Path, cache: Path, command: str, **more: str) -> Done:
    """What a command gives in a shell; its own streams are where the command sends them."""
    done = subprocess.run(
        ["bash", "-c", command.replace("speclint", SPECLINT)],
        cwd=folder,
        env=environment(cache, **more),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=120,
    )
    return Done(done.returncode, done.stdout.decode(), done.stderr.decode())


COMMANDS = [
    "check -q notes/bad.md",
    "check -q --output-format json notes/bad.md",
    "check -q --diff --unsafe-fixes notes/bad.md",
    "completeness -q notes",
    "types",
    "explain note",
    "graph -q",
    "report -q -o -",
    "completion bash",
    "--help",
]
"""One for each way of writing."""


@FULL
@pytest.mark.parametrize("command", COMMANDS)
def test_a_full_disk_behind_standard_output(project: Path, cache: Path, command: str) -> None:
    done = shell(project, cache, f"speclint {command} > /dev/full")
    assert (done.code, done.errors) == (2, "speclint: cannot write the output: no space left on device\n")


@pytest.mark.parametrize("command", COMMANDS)
def test_standard_output_that_is_closed(project: Path, cache: Path, command: str) -> None:
    done = shell(project, cache, f"speclint {command} >&-")
    if command == "--help":  # the library that prints it passes over that
        assert (done.code, done.errors) == (0, "")
    else:
        assert (done.code, done.errors) == (2, "speclint: cannot write the output: standard output is closed\n")


@pytest.mark.parametrize("command", COMMANDS)
def test_a_reader_that_is_gone_before_anything_is_written(project: Path, cache: Path, command: str) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [sys.executable, "-m", "speclint", *command.split()],
        cwd=project,
        env=environment(cache),
        stdin=subprocess.DEVNULL,
        stdout=writer,
        stderr=subprocess.PIPE,
        check=False,
        timeout=120,
    )
    os.close(writer)
    # 120 would be Python's own for a stream that cannot be flushed at the end.
    assert (done.returncode, done.stderr) == (141, b"")


def test_nothing_to_print_needs_no_standard_output(project: Path, cache: Path) -> None:
    assert shell(project, cache, "speclint check -q notes/good.md >&-") == (0, "", "")


@pytest.mark.parametrize("end", ["2>&-", pytest.param("2>/dev/full", marks=FULL)])
@pytest.mark.parametrize(
    ("arguments", "code"), [("notes/good.md", 0), ("notes/bad.md", 1), ("gone.md", 2), ("--no", 2)]
)
def test_without_standard_error_the_code_is_the_same(
    project: Path, cache: Path, end: str, arguments: str, code: int
) -> None:
    assert shell(project, cache, f"speclint check -v --statistics {arguments} {end}").code == code


def test_all_streams_closed(project: Path, cache: Path) -> None:
    assert shell(project, cache, "speclint check -q notes/good.md <&- >&- 2>&-").code == 0
    assert shell(project, cache, "speclint check -q notes/bad.md <&- >&- 2>&-").code == 2
    assert (project / "notes" / "bad.md").read_text() == "# A\n"


def test_standard_input_that_is_closed_is_no_empty_document(project: Path, cache: Path) -> None:
    for command in ("check", "completeness"):
        done = shell(project, cache, f"speclint {command} -q --type note - <&-")
        assert done == (2, "", "speclint: <stdin>: standard input is closed\n")


PATCH = """
import {module} as module
real = module.{name}
def fake(*arguments, **named):
    {body}
    return real(*arguments, **named)
module.{name} = fake
"""


def patched(project: Path, cache: Path, module: str, name: str, body: str, *arguments: str) -> Done:
    """A run in which a function does something first."""
    (project / "sitecustomize.py").write_text(PATCH.format(module=module, name=name, body=body))
    path = os.pathsep.join([str(project), environment(cache)["PYTHONPATH"]])
    done = run_apart(project, cache, *arguments, PYTHONPATH=path)
    return Done(done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.mark.parametrize(
    ("error", "said"),
    [
        ("MemoryError()", "speclint: not enough memory\n"),
        ("SystemError('error return without exception set')", "speclint: not enough memory\n"),
        ("RecursionError()", "speclint: a file is nested too deeply\n"),
        ("OSError(28, 'No space left on device', 'a\\x1bb')", "speclint: a\\x1bb: no space left on device\n"),
        ("OSError(5, 'Input/output error')", "speclint: input/output error\n"),
    ],
)
def test_what_the_system_refuses_is_no_internal_error(project: Path, cache: Path, error: str, said: str) -> None:
    done = patched(project, cache, "speclint.workspace.run", "Workspace.check", f"raise {error}", "check", "-qv")
    assert done == (2, "", said)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        ("MemoryError()", "not enough memory to check this file"),
        ("SystemError('error return without exception set')", "not enough memory to check this file"),
        ("RecursionError()", "is nested too deeply"),
    ],
)
def test_a_document_that_is_too_much_leaves_the_others(project: Path, cache: Path, error: str, said: str) -> None:
    # No cache knows this text: it was never read to its end.
    (project / "notes" / "good.md").write_text(f"# A\n\n## Why\n\n{error}\n\n## How\n\nSo.\n")
    body = f"if 'good' in arguments[0].path: raise {error}"
    done = patched(
        project, cache, "speclint.workspace.judging", "parse", body, "check", "-q", "--select", "missing-section", "notes",
    )  # fmt: skip
    assert done.code == 2
    assert done.errors == f"notes/good.md: error: {said}\n"
    assert "notes/bad.md:1:1" in done.out


@pytest.mark.parametrize(
    ("cached", "megabytes"),
    [
        pytest.param("--no-cache", (24, 40, 60), id="the program and the rule sets are loaded"),
        pytest.param("", (48, 56, 62, 68), id="a document is read and checked"),
    ],
)
def test_little_memory(project: Path, cache: Path, cached: str, megabytes: tuple[int, ...]) -> None:
    shell(project, cache, "speclint check -q notes")
    # Large enough to need as much as the program itself. A larger one runs out in the same places, but takes longer.
    (project / "notes" / "bad.md").write_text("# A\n\n## Why\n\n" + "- a **b** `c`\n" * 20_000)
    codes = set()
    for each in megabytes:
        done = shell(project, cache, f"ulimit -v {each * 1024}; speclint check -q {cached} notes")
        codes.add(done.code)
        if done.code == 2:
            assert "internal error" not in done.errors
            assert "memory" in done.errors, done.errors
        assert done.errors.count("\n") <= 2, f"{each} MB\n{done.errors}"
    assert 2 in codes


@pytest.mark.parametrize(
    ("change", "errors"),
    [
        ("os.unlink(arguments[0])", "notes/good.md: error: no such file or folder\n"),
        (
            "open(arguments[0], 'ab').write(b'\\n' * 20_000_000)",
            "notes/good.md: error: is too large to be a specification",
        ),
        ("os.unlink(arguments[0]); os.mkfifo(arguments[0])", "notes/good.md: error: is not a regular file\n"),
        ("os.unlink(arguments[0]); os.mkdir(arguments[0])", "notes/good.md: error: is a folder\n"),
        (
            "open(arguments[0], 'wb').write(b'# A\\n\\0')",
            "notes/good.md: error: is a binary file (NUL byte on line 2)\n",
        ),
    ],
)
def test_a_file_that_changes_after_it_was_found(project: Path, cache: Path, change: str, errors: str) -> None:
    body = f"import os; 'good' in arguments[0] and [{change.replace('; ', ', ')}]"
    done = patched(project, cache, "speclint.workspace.resources", "read_source", body, "check", "-q", "notes")
    assert done.code == 2
    assert done.errors.startswith(errors)
    assert "notes/bad.md:1:1" in done.out


def test_a_file_that_shrinks_or_grows_while_it_is_read_is_judged_as_it_was_read(project: Path, cache: Path) -> None:
    for change in ("open(arguments[0], 'wb').close()", "open(arguments[0], 'ab').write(b'x' * 100)"):
        body = f"'good' in arguments[0] and [{change}]"
        done = patched(project, cache, "speclint.workspace.resources", "read_source", body, "check", "-q", "notes")
        assert done.code == 1
        assert done.errors == ""


def test_hidden_characters_in_arguments_are_escaped(project: Path, cache: Path) -> None:
    done = run_apart(project, cache, "check", "--\x1b[31m\u202e")
    assert done.returncode == 2
    assert b"--\\x1b[31m\\u202e" in done.stderr
    assert b"\x1b" not in done.stderr
