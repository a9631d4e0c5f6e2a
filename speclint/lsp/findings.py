"""Findings as diagnostics of the protocol.

Owns: severities, words, and where the client finds out more.
Never: finds anything.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from speclint.base.digest import digest
from speclint.lsp.uris import uri_of
from speclint.workspace.pages import page_path

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from speclint.base.diagnostics import Diagnostic
    from speclint.lsp.positions import Positions

SOURCE = "speclint"

_SEVERITIES = {
    "error": types.DiagnosticSeverity.Error,
    "warning": types.DiagnosticSeverity.Warning,
    "info": types.DiagnosticSeverity.Information,
}
_UNNECESSARY = ("unused-suppression", "stale-baseline")


def to_lsp(
    found: Diagnostic, uri: str, positions: Positions, elsewhere: Callable[[str], tuple[str, Positions]]
) -> types.Diagnostic:
    """A finding for the client. `elsewhere` gives the address of another file, and what converts places in it."""
    related = []
    for place in found.related:
        where, there = (uri, positions) if place.path is None else elsewhere(place.path)
        location = types.Location(where, there.write_range(place.range))
        related.append(types.DiagnosticRelatedInformation(location, place.message))
    return types.Diagnostic(
        range=positions.write_range(found.range),
        severity=_SEVERITIES[found.severity],
        code=found.rule,
        code_description=types.CodeDescription(uri_of(page_path(found.rule))),
        source=SOURCE,
        message=f"{found.message}\n{found.help}" if found.help else found.message,
        tags=[types.DiagnosticTag.Unnecessary] if found.rule in _UNNECESSARY else None,
        related_information=related or None,
        data={"rule": found.rule, "section": list(found.section), "fixable": found.fix is not None},
    )


def result_id(diagnostics: Sequence[types.Diagnostic]) -> str:
    """The identity of a list of diagnostics."""
    return digest(repr(diagnostics))
