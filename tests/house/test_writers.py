"""One place writes files: whatever changes the file system is in it, or in the list below with a reason."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from ..each import judge_each  # noqa: TID252 - tests are no installed package

PACKAGE = Path(__file__).parents[2] / "speclint"

ALLOWED = {
    "workspace/files/writing.py": "all files of the user's project",
    "workspace/store.py": "the cache: a folder of its own, for whose files half a promise is enough",
    "cli/streams.py": "only the null device, in the place of a closed stream",
    "workspace/files/git.py": "only an unnamed temporary file, for what git reads from its standard input",
    "lsp/start.py": "only what is open already: the copy of standard output that the protocol has for itself",
}

CHANGES = {
    "os": {
        "replace", "rename", "renames", "link", "symlink", "unlink", "remove", "removedirs", "rmdir", "mkdir", "makedirs", "mkfifo",
        "mknod", "truncate", "ftruncate", "chmod", "chown", "lchown", "utime", "write", "pwrite", "writev", "fdopen", "sendfile",
    },
    "shutil": {"*"},
    "tempfile": {"*"},
    "pathlib": {"*"},
}  # fmt: skip
METHODS = {"write_text", "write_bytes", "touch", "symlink_to", "hardlink_to"}
FLAGS = {"O_WRONLY", "O_RDWR", "O_CREAT", "O_APPEND", "O_TRUNC"}


def writes(tree: ast.AST) -> list[str]:
    """The calls in a module that may change the file system."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else [each.name for each in node.names]
            found += [f"import {name}" for name in names if CHANGES.get(name) == {"*"}]
            if isinstance(node, ast.ImportFrom) and node.module == "os":
                found.append("from os import")
        if not isinstance(node, ast.Call):
            continue
        called = node.func
        if isinstance(called, ast.Attribute) and isinstance(called.value, ast.Name):
            if called.attr in CHANGES.get(called.value.id, ()):
                found.append(f"{called.value.id}.{called.attr}")
            if (called.value.id, called.attr) == ("os", "open"):
                flags = {
                    each.attr
                    for argument in node.args
                    for each in ast.walk(argument)
                    if isinstance(each, ast.Attribute)
                }
                found += ["os.open"] if flags & FLAGS else []
        if isinstance(called, ast.Attribute) and called.attr in METHODS and not isinstance(called.value, ast.Name):
            found.append(called.attr)
        if isinstance(called, ast.Name) and called.id == "open":
            mode = [*node.args[1:2], *(each.value for each in node.keywords if each.arg == "mode")]
            plain = all(isinstance(each, ast.Constant) and not set(str(each.value)) & set("wxa+") for each in mode)
            found += [] if plain else ["open"]
    return found


def test_only_one_place_writes() -> None:
    def judge(path: Path) -> None:
        if path.relative_to(PACKAGE).as_posix() not in ALLOWED:
            # What has a number already is no file of a name: `os.write` to standard error.
            assert set(writes(ast.parse(path.read_text("utf-8")))) <= {"os.write"}

    judge_each(sorted(PACKAGE.rglob("*.py")), judge)


@pytest.mark.parametrize("path", ALLOWED)
def test_each_exception_is_needed(path: str) -> None:
    assert writes(ast.parse((PACKAGE / path).read_text("utf-8")))


@pytest.mark.parametrize(
    "code",
    [
        "open(path, 'w')",
        "open(path, mode='ab')",
        "open(path, mode)",
        "open(path, 'r+')",
        "os.replace(a, b)",
        "os.open(path, os.O_WRONLY | os.O_CREAT)",
        "os.makedirs(path)",
        "import shutil",
        "from tempfile import mkstemp",
        "from os import replace",
        "Path(path).write_text('x')",
    ],
)
def test_a_breach_is_seen(code: str) -> None:
    assert writes(ast.parse(code))


@pytest.mark.parametrize(
    "code", ["open(path)", "open(path, 'rb', opener=f)", "os.open(path, os.O_RDONLY)", "output.write(x)"]
)
def test_reading_is_no_breach(code: str) -> None:
    assert not writes(ast.parse(code))
