"""A project in which things change: settings, rule files, documents, folders, in all the ways in which they do."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

from speclint.engine.baseline import Fingerprint, render_baseline
from speclint.workspace.files.discovery import discover
from speclint.workspace.run import Workspace

from .project import FIRST, RULES, SECOND

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from random import Random

SETTINGS = (
    "rule_paths: [rules]\n",
    "rule_paths: [rules]\nrules: {bad-cell: off}\n",
    "rule_paths: [rules]\nrules: {bad-cell: warning}\n",
    "rule_paths: [rules]\nrules: {bad-cell: info}   \n",  # as long as the one before
    "rule_paths: [rules]\nexclude: [notes/**]\n",
    "rule_paths: [rules]\nrules: {dangling-reference: off}\n",
    "rule_paths: [rules, more]\n",
    "rule_paths: [more]\n",
    "rule_paths: [rules\n",
    "rulse: {}\n",
)
RULE_FILES = (
    RULES,
    RULES.replace("soft, hard", "soft, medium"),
    RULES.replace("soft, hard", "hard, soft"),
    RULES.replace("min_words: 3", "min_words: 9"),
    RULES.replace("heading: History", "heading: Stories"),
    RULES.replace("presence: optional}\n", "presense: optional}\n"),
    RULES.replace('["notes/*.md"]', '["**/note-*.md"]'),
)
DOCUMENTS = (
    FIRST,
    SECOND,
    FIRST.replace("medium", "soft"),
    FIRST.replace("medium", "medial"),
    FIRST.replace("## Purpose", "## Porpuse"),
    FIRST.replace("[NOTE-002]", "[the other](note-002-second.md#limits) and ![it](it.png)"),
    SECOND.replace("note-001-first.md#purpose", "../other.md#top"),
    SECOND.replace("NOTE-002", "NOTE-001"),
    "# Top\n",
)
KNOWN = Fingerprint(
    "notes/note-001-first.md", "bad-cell", "Limits", "Invalid value 'medium' in column 'Kind': expected soft or hard"
)
BASELINES = (render_baseline({KNOWN: 1}), render_baseline({KNOWN: 2}), "")
PLACES = (
    "notes/note-001-first.md",
    "notes/note-002-second.md",
    "notes/note-003-third.md",
    "notes/deep/note-004-fourth.md",
    "elsewhere/note-005-fifth.md",
    "other.md",
)
FOLDERS = ("notes", "moved", "rules", "more", "elsewhere", "notes/deep", "elsewhere/deep")


class Upheaval:
    """Changes a project at random."""

    def __init__(self, folder: Path, random: Random, cache: Path) -> None:
        self.folder = folder
        self._environ = {"SPECLINT_CACHE_DIR": str(cache)}
        """One that no server uses. It knows rule sets by their contents: reading all of them each time takes seconds."""

        self.random = random
        for path, text in {
            ".speclint.yaml": SETTINGS[0],
            "rules/note.yaml": RULES,
            PLACES[0]: FIRST,
            PLACES[1]: SECOND,
        }.items():
            self._put(path, text)

    def step(self) -> str:
        """One change; what it was, for who has to find out why something went wrong."""
        kinds: list[Callable[[], str]] = [
            *[self._change_settings] * 4,
            *[self._change_rules] * 3,
            *[self._change_document] * 6,
            *[self._move_folder] * 2,
            self._remove_folder,
            self._remove_file,
            self._change_other,
        ]
        return self.random.choice(kinds)()

    def documents(self) -> list[Path]:
        """The existing Markdown files."""
        return sorted(self.folder.rglob("*.md"))

    def differs(self, said: set[str]) -> set[str]:
        """What a server says and a run of its own does not, or the other way round."""
        workspace = Workspace(str(self.folder), self._environ)
        targets, _ = discover([str(self.folder)], str(self.folder))
        outcome = workspace.check(targets)
        found = {
            f"{each.path}:{each.range.start.line}:{each.range.start.column} {each.severity} {each.rule} {each.message}"
            for each in outcome.report.diagnostics
        }
        found |= _faulty(workspace)
        # A server also knows the configurations of documents that are gone.
        for where, _, _ in os.walk(self.folder):
            workspace.projects.of(f"{where}{os.sep}a.md")
        return (found - said) | (said - found - _faulty(workspace))

    # -- what may change

    def _change_settings(self) -> str:
        name = self.random.choice([".speclint.yaml"] * 6 + [".speclint.yml", "notes/.speclint.yaml", "pyproject.toml"])
        if name.endswith(".toml"):
            return self._put(
                name, self.random.choice(['[tool.speclint]\nrules = {bad-cell = "off"}\n', "[tool.other]\n"])
            )
        return self._put(name, self.random.choice(SETTINGS))

    def _change_rules(self) -> str:
        name = self.random.choice(["rules/note.yaml"] * 5 + ["more/note.yaml", "rules/deep/other.yaml"])
        return self._put(name, self.random.choice(RULE_FILES))

    def _change_document(self) -> str:
        return self._put(self.random.choice(PLACES), self.random.choice(DOCUMENTS))

    def _change_other(self) -> str:
        path, text = self.random.choice(
            [
                *((".speclint-baseline", each) for each in BASELINES),
                ("notes/it.png", ""),
                ("it", ""),
                (".gitignore", "elsewhere/\n"),
                (".gitignore", ""),
            ]
        )
        return self._put(path, text)

    def _move_folder(self) -> str:
        there = [name for name in FOLDERS if (self.folder / name).is_dir()]
        old, new = self.random.choice(there or ["notes"]), self.random.choice(FOLDERS)
        if not (self.folder / old).is_dir() or (self.folder / new).exists() or new.startswith(f"{old}/"):
            return "nothing"
        (self.folder / new).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / old).rename(self.folder / new)
        return f"move {old} to {new}"

    def _remove_folder(self) -> str:
        name = self.random.choice(FOLDERS)
        shutil.rmtree(self.folder / name, ignore_errors=True)
        return f"remove {name}"

    def _remove_file(self) -> str:
        files = sorted(path for path in self.folder.rglob("*") if path.is_file() and ".git" not in path.parts)
        if not files:
            return "nothing"
        gone = self.random.choice(files)
        gone.unlink()
        return f"remove {gone.relative_to(self.folder)}"

    def _put(self, name: str, text: str) -> str:
        """Write a file: in place, as an editor that replaces it, or with the dates of the one before."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        before = path.stat() if path.is_file() else None
        how = self.random.choice(["in place", "replaced", "dated"])
        place = path.with_name(f".{path.name}.swp") if how == "replaced" else path
        place.write_text(text, "utf-8", newline="")
        if how == "replaced":
            place.replace(path)
        if how == "dated":
            os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns) if before else (10**18, 10**18))
        return f"write {name} {how} {text[:60]!r}"


def _faulty(workspace: Workspace) -> set[str]:
    """The configurations and rule files in which something is wrong, of the projects that were looked at."""
    found = set()
    for project in workspace.projects.all():
        found |= {each.place.split(":")[0] for each in (*project.failures, *project.library.failures)}
        found |= {each.path for each in project.library.diagnostics}
    return found
