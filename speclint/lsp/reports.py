"""What is wrong, document by document, in the form of the protocol.

Owns: which diagnostics belong to which address.
Never: sends them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.lsp.findings import to_lsp
from speclint.lsp.uris import uri_of

if TYPE_CHECKING:
    from lsprotocol import types

    from speclint.lsp.positions import Positions
    from speclint.lsp.session import Session


def report(session: Session, key: str) -> list[types.Diagnostic]:
    """The diagnostics of an open document, in its order."""
    opened = session.opened.get(key)
    if opened is None:
        return []

    def elsewhere(shown: str) -> tuple[str, Positions]:
        path = session.absolute(opened.space, shown)
        return uri_of(path), session.positions_at(path)

    positions = session.positions(key)
    return [to_lsp(found, opened.shown.uri, positions, elsewhere) for found in session.diagnose(key)]
