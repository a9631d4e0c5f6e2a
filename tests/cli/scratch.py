"""A scratch project, the program run in it, and the findings that it prints."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from .scenario import run

if TYPE_CHECKING:
    from pathlib import Path

_FINDING = re.compile(r"(?P<place>.+?:[0-9]+:[0-9]+): [a-z]+: .* \[(?P<rule>[a-z-]+)\]")


class Found(NamedTuple):
    """A finding: path:line:column, and its rule."""

    place: str
    rule: str


class Done(NamedTuple):
    """What a run gave."""

    code: int
    found: list[Found]
    out: str
    errors: str


class ScratchProject:
    """A folder with a configuration and one rule set. `environment`: variables of each run."""

    def __init__(self, folder: Path, cache: Path, rules: str, **environment: str) -> None:
        self.folder = folder
        self._cache = cache
        self._variables = environment
        self.write(".speclint.yaml", "rule_paths: [rules]\n")
        self.write("rules/note.yaml", rules)

    def write(self, path: str, text: str) -> None:
        place = self.folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, "utf-8", newline="")

    def run(self, *arguments: str, inside: str = "") -> Done:
        done = run(self.folder / inside, self._cache, *arguments, stdin=b"", **self._variables)
        out, errors = done.stdout.decode(), done.stderr.decode()
        assert "internal error" not in errors, errors
        found = [Found(match["place"], match["rule"]) for match in map(_FINDING.fullmatch, out.splitlines()) if match]
        return Done(done.returncode, found, out, errors)
