"""The rooms that compute touch no file, no clock, no process: what they may import and call is a short list."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SHELLS = {"__main__", "api", "cli", "lsp", "workspace"}
"""The rooms that may touch them. A new room is not one of these."""

IMPORTS = {
    "__future__",
    "_blake2",
    "_collections",
    "annotationlib",
    "base64",
    "bisect",
    "collections",
    "collections.abc",
    "contextlib",
    "copy",
    "difflib",
    "fractions",
    "functools",
    "hashlib",
    "html",
    "itertools",
    "json",
    "operator",
    "re",
    "sre_parse",
    "tomli",
    "tomllib",
    "types",
    "typing",
    "unicodedata",
    "urllib.parse",
    "warnings",
}
"""Modules of the standard library (`tomli` is `tomllib` in Python 3.10). Each is allowed alone, without those below it."""

PACKAGES = {"jsonschema", "mistune", "pydantic", "pydantic_core", "referencing", "ruamel"}
"""Other packages. Which rooms may use them is in pyproject.toml."""

BUILTINS = {"__import__", "breakpoint", "eval", "exec", "input", "open", "print"}
"""Built-in functions that read, write or run something."""

CALLS = {
    ("speclint/base/codec.py", "__import__"): "the module of a class of this program",
    ("speclint/base/codec.py", "eval"): "annotations of this program",
    ("speclint/base/loading.py", "__import__"): "what a table of this program names",
}
"""Uses of these functions that touch nothing from outside, each with the reason."""


def imports(tree: ast.Module) -> list[tuple[int, str]]:
    """What a module imports from outside the program, by line: a module of the standard library, or a package."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [(node.lineno, name.name) for name in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.append((node.lineno, node.module))
    return [(line, name) for line, name in found if name.partition(".")[0] != "speclint"]


def builtins(tree: ast.Module) -> list[tuple[int, str]]:
    """The uses of BUILTINS in a module, by line: calls, and the function as a value."""
    nodes = list(ast.walk(tree))
    called = {id(node.func) for node in nodes if isinstance(node, ast.Call)}
    names = [node for node in nodes if isinstance(node, ast.Name) and node.id in BUILTINS]
    own = {node.id for node in names if not isinstance(node.ctx, ast.Load)}
    return [(node.lineno, node.id) for node in names if id(node) in called or node.id not in own]


def breaches(path: str, text: str) -> list[str]:
    """What a module of a room that computes must not contain, and what to do about it."""
    tree = ast.parse(text)
    return [
        f"{path}:{line}: imports {name}: move what needs it to speclint/workspace or to a shell, and pass the value in; "
        f"add {name} to IMPORTS in tests/house/test_purity.py if it touches no file, clock, process or network"
        for line, name in imports(tree)
        if name not in IMPORTS and name.partition(".")[0] not in PACKAGES
    ] + [
        f"{path}:{line}: uses {name}(): move it to speclint/workspace or to a shell, and pass the value in"
        for line, name in builtins(tree)
        if (path, name) not in CALLS
    ]


def pure() -> list[str]:
    """The modules of all rooms but the shells, from the root of the project."""
    package = ROOT / "speclint"
    return [
        path.relative_to(ROOT).as_posix()
        for path in sorted(package.rglob("*.py"))
        if path.relative_to(package).parts[0].removesuffix(".py") not in SHELLS
    ]


def test_a_room_that_computes_touches_nothing() -> None:
    found = [said for path in pure() for said in breaches(path, (ROOT / path).read_text("utf-8"))]
    assert not found, "\n".join(found)


def test_the_lists_hold_nothing_that_is_gone() -> None:
    trees = {path: ast.parse((ROOT / path).read_text("utf-8")) for path in pure()}
    imported = {name for tree in trees.values() for _, name in imports(tree)}
    used = {(path, name) for path, tree in trees.items() for _, name in builtins(tree)}
    assert not IMPORTS - imported, "nobody imports these: remove them from IMPORTS"
    assert not PACKAGES - {name.partition(".")[0] for name in imported}, "remove them from PACKAGES"
    assert not CALLS.keys() - used, "nobody uses these: remove them from CALLS"


@pytest.mark.parametrize("path", ["speclint/__init__.py", "speclint/base/digest.py", "speclint/reporters/html.py"])
@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("import datetime", "imports datetime:"),
        ("def _planted():\n    import os.path", "imports os.path:"),
        ("from importlib import resources", "imports importlib:"),
        ("from urllib import request", "imports urllib:"),
        ("import urllib.request", "imports urllib.request:"),
        ("import requests", "imports requests:"),
        ("open(x)", "uses open():"),
        ("_planted = map(open, x)", "uses open():"),
        ("def _planted(open):\n    open = 1\n    __import__(x)", "uses __import__():"),
    ],
)
def test_a_breach_is_found(path: str, line: str, said: str) -> None:
    (found,) = breaches(path, f"{(ROOT / path).read_text('utf-8')}\n{line}\n")
    assert said in found


def test_a_shell_may_touch_them() -> None:
    assert "speclint/__init__.py" in pure()
    assert not [path for path in pure() if path.startswith(("speclint/cli/", "speclint/workspace/", "speclint/api"))]
