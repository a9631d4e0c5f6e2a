"""Running the shells of the program inside a fuzz target, so that they touch nothing around it."""

from __future__ import annotations

import logging
import os
import subprocess
import tempfile
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from speclint.workspace import library, projects

from . import seeds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.workspace.library import Library


@cache
def folder() -> tempfile.TemporaryDirectory[str]:
    """The working directory of the shells. It goes when this process ends."""
    return tempfile.TemporaryDirectory(prefix="speclint-fuzz-")


@cache
def _library() -> Library:
    """The bundled rule sets, without a memory of verdicts: every input is to be judged."""
    rulesets = {type: ruleset for type, ruleset in seeds.loaded().rulesets.items() if type in seeds.types()}
    return library._Loaded(rulesets)


def _refuse(*_arguments: object, **_named: object) -> NoReturn:
    raise OSError("a fuzz target starts no program")


@contextmanager
def alone(*changes: tuple[Any, str, object]) -> Iterator[None]:
    """Run the shells in this process: in an empty folder, without programs and log. `changes` are more things to set:

    owner, name and value.
    """
    here = Path.cwd()
    os.chdir(folder().name)
    with ExitStack() as stack:
        stack.callback(os.chdir, here)
        stack.callback(logging.disable, logging.root.manager.disable)
        logging.disable(logging.CRITICAL)
        always: list[tuple[Any, str, object]] = [
            (subprocess, "Popen", _refuse),
            (subprocess, "run", _refuse),
            (projects, "open_library", lambda *_arguments: _library()),
        ]
        for owner, name, value in (*always, *changes):
            stack.callback(setattr, owner, name, getattr(owner, name))
            setattr(owner, name, value)
        yield
