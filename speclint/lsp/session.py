"""What is open, judged: the half of the server that works while the other half listens.

Owns: one workspace for each folder that the user opened, the open texts in them, and starting afresh when a
configuration or a rule file changes.
Never: talks to the client. All of it runs in one thread.
"""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

from speclint.lsp.positions import Positions
from speclint.lsp.uris import key_of, path_of
from speclint.source import MAX_BYTES, SourceFile
from speclint.values import NamedTuple
from speclint.workspace.discovery import STDIN, SUFFIXES, Target
from speclint.workspace.editing import EditedWorkspace
from speclint.workspace.files import below
from speclint.workspace.run import Options

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from speclint.diagnostics import Diagnostic
    from speclint.lsp.buffers import Shown
    from speclint.lsp.positions import Encoding
    from speclint.workspace.files import Failure

_GLANCE = 1.0
"""Seconds between two looks at the files that configure the program."""


class Opened(NamedTuple):
    """An open document: as the client has it, as the program sees it, and the workspace that it belongs to."""

    shown: Shown
    source: SourceFile
    space: EditedWorkspace

    @property
    def is_markdown(self) -> bool:
        """Whether it can be a specification."""
        path = self.shown.path or ""
        return self.shown.language == "markdown" or path.lower().endswith(SUFFIXES)


class Session:
    """The work of one client. `folders` are absolute paths."""

    def __init__(self, folders: Sequence[str], environ: Mapping[str, str], encoding: Encoding) -> None:
        self.encoding = encoding
        self._environ = environ
        self._folders = list(dict.fromkeys(folders))
        self._spaces: dict[str, EditedWorkspace] = {}
        self.opened: dict[str, Opened] = {}
        self._settings: dict[str, tuple[int, int]] = {}
        self._looked = 0.0
        self.failures: dict[Failure, None] = {}
        """What kept documents from being judged since the last time somebody asked."""

    # -- what is open

    def sync(self, shown: Mapping[str, Shown]) -> None:
        """Take over what the client has open now."""
        for key in [key for key in self.opened if key not in shown]:
            gone = self.opened.pop(key)
            if gone.shown.path is not None:
                gone.space.hide(gone.shown.path)
        for key, state in shown.items():
            before = self.opened.get(key)
            if before is None or before.shown is not state:
                self._open(key, state)

    def _open(self, key: str, state: Shown) -> None:
        space = self.space_of(state.path)
        source = SourceFile(space.shown(state.path) if state.path else "", state.text)
        self.opened[key] = Opened(state, source, space)
        if state.path is not None:
            if len(state.text.encode("utf-8", "replace")) <= MAX_BYTES:
                space.show(state.path, source)
            else:
                space.hide(state.path)

    def set_folders(self, folders: Iterable[str]) -> None:
        """The user opened other folders."""
        self._folders = list(dict.fromkeys(folders))
        self.start_afresh()

    @property
    def folders(self) -> Sequence[str]:
        """The folders that the user opened."""
        return self._folders

    def space_of(self, path: str | None) -> EditedWorkspace:
        """The workspace of a file: that of the innermost folder around it."""
        around = [folder for folder in self._folders if path is None or folder == path or below(path, folder)]
        return self.space_at(max(around, key=len) if path is not None and around else next(iter(around), ""))

    def space_at(self, folder: str) -> EditedWorkspace:
        """The workspace of a folder; "" for what is in none."""
        if folder not in self._spaces:
            self._spaces[folder] = EditedWorkspace(
                folder or os.getcwd(), self._environ, Options(), bounded=bool(folder)
            )
        return self._spaces[folder]

    # -- changes from outside

    def start_afresh(self) -> None:
        """Forget all that configurations, rule files and baselines said."""
        self._spaces.clear()
        states = {key: each.shown for key, each in self.opened.items()}
        self.opened.clear()
        self._settings.clear()
        self.sync(states)

    def is_outdated(self, *, now: bool = False) -> bool:
        """Whether a file that configures the program has changed. Unless it must be `now`, it looks but now and then."""
        clock = time.monotonic()
        if not now and clock - self._looked < _GLANCE:
            return False
        self._looked = clock
        found = {path: (when, size) for space in self._spaces.values() for path, when, size in space.settings()}
        changed = any(self._settings.get(path, state) != state for path, state in found.items())
        self._settings = found
        return changed

    def look_again(self, paths: Iterable[str]) -> None:
        """Files may have changed on disk."""
        paths = list(paths)
        for space in self._spaces.values():
            space.look_again(paths)

    # -- judging

    def diagnose(self, key: str) -> list[Diagnostic]:
        """What is wrong in an open document."""
        opened = self.opened.get(key)
        if opened is None or not opened.is_markdown:
            return []
        if opened.shown.path is None:
            data = opened.shown.text.encode("utf-8", "replace")
            outcome = opened.space.check([Target(STDIN, STDIN, named=True)], ("", data))
            shown = "<stdin>"
        else:
            outcome = opened.space.check_open([opened.shown.path])
            shown = opened.source.path
        self.failures.update(dict.fromkeys(outcome.failures))
        return [each for each in outcome.report.diagnostics if each.path == shown]

    def positions(self, key: str) -> Positions:
        """Converts places in an open document."""
        opened = self.opened[key]
        return Positions(opened.source, self.encoding, shows_bom=opened.source.has_bom)

    def positions_at(self, path: str) -> Positions:
        """Converts places in a file, open or not."""
        opened = next((key for key, each in self.opened.items() if each.shown.path == path), None)
        if opened is not None:
            return self.positions(opened)
        return Positions(self.space_of(path).source(path) or SourceFile("", ""), self.encoding)

    def absolute(self, space: EditedWorkspace, shown: str) -> str:
        """The absolute path of a file, from the path that a finding names."""
        return os.path.normpath(os.path.join(space.cwd, shown))

    def key(self, uri: str) -> str:
        """How an address is known here."""
        return key_of(uri)

    def path(self, uri: str) -> str | None:
        """The path that an address means."""
        return path_of(uri)
