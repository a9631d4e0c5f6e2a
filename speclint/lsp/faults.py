"""What is wrong in configurations and rule files, which keeps documents from being judged.

Owns: whose fault it is: of a file on disk, or of a rule file that is open.
Never: judges either; it calls the code that does.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from lsprotocol import types

from speclint.base.source import Position, Range
from speclint.config import FILE_NAMES
from speclint.lsp.findings import SOURCE, to_lsp
from speclint.lsp.uris import uri_of
from speclint.workspace.library import RULE_SUFFIXES, all_rule_files, is_rule_file, load_with

if TYPE_CHECKING:
    from speclint.lsp.session import Opened, Session
    from speclint.workspace.files.paths import Failure

_PLACE = re.compile(r"(?P<path>.*?)(?::(?P<line>\d+):(?P<column>\d+))?")


def faults(session: Session) -> dict[str, list[types.Diagnostic]]:
    """By absolute path, what is wrong in files that say how documents are judged."""
    found: dict[str, list[types.Diagnostic]] = {}
    for space in session.spaces():
        for project in space.projects.all():
            for failure in (*project.failures, *project.library.failures):
                where, diagnostic = _of_failure(session, space.cwd, failure)
                found.setdefault(where, []).append(diagnostic)
            for each in project.library.diagnostics:
                path = session.absolute(space, each.path)
                if os.path.isfile(path):
                    positions = session.positions_at(path)
                    others = session.elsewhere(space)
                    found.setdefault(path, []).append(to_lsp(each, uri_of(path), positions, others))
    return found


def is_rule_text(opened: Opened) -> bool:
    """Whether an open document is a rule file."""
    name = os.path.basename(opened.shown.path or "")
    is_yaml = opened.shown.language == "yaml" or name.endswith(RULE_SUFFIXES)
    return is_yaml and name not in FILE_NAMES and is_rule_file(opened.shown.text)


def rule_faults(session: Session, opened: Opened) -> list[types.Diagnostic]:
    """What is wrong in an open rule file, as it is in the editor."""
    space, path = opened.space, opened.shown.path or ""
    project = space.project_of(path)
    others = all_rule_files(project.config, project.config_folder, space.cwd, [])
    shown = opened.source.path
    mine = [(shown, opened.source.text, False)]
    library = load_with(mine, [file for file in others if file[0] != shown], space.store)
    positions, elsewhere = session.positions(opened.shown.key), session.elsewhere(space)
    return [
        to_lsp(each, opened.shown.uri, positions, elsewhere)
        for each in sorted(library.diagnostics, key=lambda one: one.range)
        if each.path == shown
    ]


def own_failures(session: Session, key: str) -> list[types.Diagnostic]:
    """What kept an open document from being judged, as diagnostics at its beginning."""
    start = session.positions(key).write_range(Range.at(1))
    return [
        types.Diagnostic(start, said, types.DiagnosticSeverity.Error, source=SOURCE)
        for said in session.failures.get(key, ())
    ]


def words(session: Session) -> list[str]:
    """What keeps documents from being judged, a line for each."""
    said = []
    for space in session.spaces():
        for project in space.projects.all():
            said += [*project.failures, *project.library.failures]
    lines = [f"{each.place}: {each.message}" if each.place else each.message for each in said]
    return list(dict.fromkeys(lines))


def _of_failure(session: Session, cwd: str, failure: Failure) -> tuple[str, types.Diagnostic]:
    found = _PLACE.fullmatch(failure.place)
    path = found["path"] if found else ""
    where = os.path.normpath(os.path.join(cwd, path))
    line, column = (int(found["line"] or 1), int(found["column"] or 1)) if found else (1, 1)
    positions = session.positions_at(where)
    start = Position(line, column)
    end = Position(line, max(len(positions.line(line)) + 1, column))
    return where, types.Diagnostic(
        positions.write_range(Range(start, end)),
        failure.message,
        types.DiagnosticSeverity.Error,
        source=SOURCE,
    )
