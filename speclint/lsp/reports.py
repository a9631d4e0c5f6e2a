"""What is wrong, document by document, in the form of the protocol.

Owns: which diagnostics belong to which address.
Never: sends them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.config import FILE_NAMES
from speclint.lsp.faults import faults, is_rule_text, own_failures, rule_faults
from speclint.lsp.findings import to_lsp
from speclint.lsp.uris import uri_of

if TYPE_CHECKING:
    from lsprotocol import types

    from speclint.lsp.session import Session

_CONFIGS = (*FILE_NAMES, "pyproject.toml")


def report(session: Session, key: str) -> list[types.Diagnostic]:
    """The diagnostics of an open document, in its order."""
    opened = session.opened.get(key)
    if opened is None:
        return []
    if is_rule_text(opened):
        return rule_faults(session, opened)
    path = opened.shown.path
    if path is not None and path.endswith(_CONFIGS):
        return faults(session).get(path, [])
    positions = session.positions(key)
    others = session.elsewhere(opened.space)
    found = [to_lsp(each, opened.shown.uri, positions, others) for each in session.diagnose(key)]
    return [*found, *own_failures(session, key)]


def report_all(session: Session) -> dict[str, tuple[int | None, list[types.Diagnostic]]]:
    """By address, the version and the diagnostics of all documents in which something is wrong, and of all open ones."""
    found: dict[str, tuple[int | None, list[types.Diagnostic]]] = {}
    for folder in session.folders:
        space = session.space_at(folder)
        others = session.elsewhere(space)
        for each in space.check_all().report.diagnostics:
            path = session.absolute(space, each.path)
            if session.space_of(path) is not space:
                continue  # a folder inside this one, which is open for itself
            opened = session.opened_at(path)
            uri = opened.shown.uri if opened is not None else uri_of(path)
            version = opened.shown.version if opened is not None else None
            found.setdefault(uri, (version, []))[1].append(to_lsp(each, uri, session.positions_at(path), others))
    for key, opened in session.opened.items():
        found[opened.shown.uri] = (opened.shown.version, report(session, key))
    for path, wrong in faults(session).items():
        if session.opened_at(path) is None:
            found[uri_of(path)] = (None, wrong)
    return found
