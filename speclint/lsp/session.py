"""What is open, judged: the half of the server that works while the other half listens.

Owns: one workspace for each folder that the user opened, the open texts in them, and starting afresh when a
configuration or a rule file changes.
Never: sends messages to the client. Everything runs in one thread.
"""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

from speclint.base.source import MAX_BYTES, SourceFile
from speclint.base.values import NamedTuple
from speclint.lsp.positions import Positions
from speclint.lsp.uris import uri_of
from speclint.workspace.editing import EditedWorkspace
from speclint.workspace.files.discovery import STDIN, SUFFIXES, Target
from speclint.workspace.files.paths import below
from speclint.workspace.run import Options

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from speclint.base.diagnostics import Diagnostic
    from speclint.lsp.buffers import Shown
    from speclint.lsp.positions import Encoding
    from speclint.workspace.across import ProjectView

_SHARE = 20
"""How much longer than a look at the files the time to the next one is."""


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
        self._next_look = 0.0
        self.failures: dict[str, list[str]] = {}
        """By key, what kept an open document itself from being judged."""

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
        source = SourceFile(space.shown(state.path) if state.path else "<stdin>", state.text)
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
        """Forget all that configurations and rule files said."""
        self._spaces.clear()
        states = {key: each.shown for key, each in self.opened.items()}
        self.opened.clear()
        self.sync(states)

    def look(self, *, now: bool = False) -> bool:
        """Look whether anything on disk has changed since it was read, and take it over; whether it has.

        Unless it must be `now`, looking takes but a small part of the time.
        """
        begin = time.monotonic()
        if not now and begin < self._next_look:
            return False
        if any(space.is_outdated() for space in self._spaces.values()):
            self.start_afresh()
            changed = True
        else:
            looks = [space.look_around() for space in self._spaces.values()]
            changed = any(looks)
        end = time.monotonic()
        self._next_look = end + (end - begin) * _SHARE
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
        target, stdin = self.target(opened)
        outcome = opened.space.check([target], stdin)
        shown = opened.source.path
        self.failures[key] = [each.message for each in outcome.failures if each.place == shown]
        return [each for each in outcome.report.diagnostics if each.path == shown]

    def target(self, opened: Opened) -> tuple[Target, tuple[str, bytes] | None]:
        """An open document as the workspace takes it: as a file, or as text without one."""
        path = opened.shown.path
        if path is None:
            return Target(STDIN, STDIN, named=True), ("", opened.shown.text.encode("utf-8", "replace"))
        return opened.space.target(path), None

    def positions(self, key: str) -> Positions:
        """Converts places in an open document."""
        opened = self.opened[key]
        return Positions(opened.source, self.encoding, shows_bom=opened.source.has_bom)

    def positions_at(self, path: str) -> Positions:
        """Converts places in a file, open or not. `path` may also be the key of an open document."""
        opened = self.opened_at(path)
        if opened is not None:
            return self.positions(opened.shown.key)
        return Positions(self.space_of(path).source(path) or SourceFile("", ""), self.encoding)

    def opened_at(self, place: str) -> Opened | None:
        """An open document, by its absolute path or its key."""
        found = self.opened.get(place)
        return found or next((each for each in self.opened.values() if each.shown.path == place), None)

    def views(self) -> Iterator[ProjectView]:
        """All specifications of the projects that are open, project by project."""
        paths = [(self.space_at(folder), os.path.join(folder, STDIN)) for folder in self._folders]
        paths += [(each.space, each.shown.path) for each in self.opened.values() if each.shown.path is not None]
        seen: set[int] = set()
        for space, path in paths:
            view = space.project_view(path)
            if view is not None and id(view) not in seen:
                seen.add(id(view))
                yield view

    def spaces(self) -> list[EditedWorkspace]:
        """The workspaces that were used."""
        return list(self._spaces.values())

    def elsewhere(self, space: EditedWorkspace) -> Callable[[str], tuple[str, Positions]]:
        """Gives the address of a file that a finding names, and what converts places in it."""

        def find(shown: str) -> tuple[str, Positions]:
            path = self.absolute(space, shown)
            opened = self.opened_at(path)
            return opened.shown.uri if opened is not None else uri_of(path), self.positions_at(path)

        return find

    def absolute(self, space: EditedWorkspace, shown: str) -> str:
        """The absolute path of a file, from the path that a finding names."""
        return os.path.normpath(os.path.join(space.cwd, shown))
