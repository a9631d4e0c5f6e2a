"""One module starts processes, and none reads data as code: what the promises to users of strangers' repositories rest on."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ..each import judge_each  # noqa: TID252 - tests are no installed package

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
ALLOWED = {
    "speclint/workspace/files/git.py": {"subprocess"},
    # The parser of regular expressions has another name in old versions of Python.
    "speclint/expressions/program.py": {"importlib.import_module"},
    # Loads what a table of this program names, and nothing outside of it.
    "speclint/base/loading.py": {"__import__"},
    # Reads the annotations of this program's own classes, never data.
    "speclint/base/codec.py": {"__import__", "eval"},
    # Asks Windows whether the editor's process is running.
    "speclint/lsp/streams.py": {"ctypes"},
}
"""The only modules that may, and with what."""
MODULES = {
    "subprocess", "_posixsubprocess", "multiprocessing", "concurrent.futures.process", "pty", "popen2", "commands", "asyncio.subprocess",
    "webbrowser", "runpy", "code", "codeop", "ctypes", "cffi", "pickle", "_pickle", "marshal", "shelve", "dill", "pexpect", "sh",
}  # fmt: skip
NAMES = {
    "system", "popen", "startfile", "posix_spawn", "posix_spawnp", "fork", "forkpty", "ProcessPoolExecutor",
    "create_subprocess_exec", "create_subprocess_shell", "subprocess_exec", "subprocess_shell",
    "import_module", "spec_from_file_location", "SourceFileLoader", "run_path", "run_module",
}  # fmt: skip
"""Attributes that start a process or load code, of whatever they are read."""
FAMILIES = ("exec", "spawn")
"""Of `os`: `execv`, `spawnlp` and so on."""
BUILTINS = {"eval", "exec", "compile", "__import__"}


def starts(text: str) -> Iterator[tuple[int, str]]:
    """Where a module could start a process or read data as code: line and word."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, each.name) for each in node.names if _is_named(each.name))
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            if _is_named(node.module):
                yield node.lineno, node.module
            for each in node.names:
                if _is_named(f"{node.module}.{each.name}") or each.name in NAMES or _of_os(node.module, each.name):
                    yield node.lineno, f"{node.module}.{each.name}"
        elif isinstance(node, ast.Attribute):
            owner = node.value.id if isinstance(node.value, ast.Name) else ""
            if node.attr in NAMES or _of_os(owner, node.attr):
                yield node.lineno, f"{owner}.{node.attr}"
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in BUILTINS:
            yield node.lineno, node.func.id


def _is_named(module: str) -> bool:
    return any(module == each or module.startswith(f"{each}.") for each in MODULES)


def _of_os(owner: str, name: str) -> bool:
    return owner in ("os", "posix", "nt") and name.startswith(FAMILIES)


def test_no_other_module_starts_anything() -> None:
    def judge(path: Path) -> None:
        allowed = ALLOWED.get(path.relative_to(ROOT).as_posix(), set())
        assert [found for found in starts(path.read_text("utf-8")) if found[1] not in allowed] == []

    judge_each(sorted(ROOT.glob("speclint/**/*.py")), judge)


@pytest.mark.parametrize(
    "text",
    [
        "import subprocess",
        "import subprocess as s",
        "from subprocess import run",
        "def f():\n    import multiprocessing.pool",
        "from concurrent.futures import ProcessPoolExecutor",
        "import os\nos.system('x')",
        "from os import popen",
        "from os import execv",
        "import os\nos.spawnlp(0, 'x')",
        "import os\nstart = os.posix_spawn",
        "import asyncio\nasyncio.create_subprocess_exec('x')",
        "import pty",
        "import pickle",
        "import importlib\nimportlib.import_module('x')",
        "eval('1')",
        "exec('1')",
    ],
)
def test_a_breach_is_seen(text: str) -> None:
    assert list(starts(text))
