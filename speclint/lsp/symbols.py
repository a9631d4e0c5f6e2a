"""The outline of a document, and all specifications by name.

Owns: sections as symbols, with how complete each is.
Never: scores anything itself.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from lsprotocol import types

from speclint.completeness import percent
from speclint.lsp.uris import uri_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speclint.completeness import SpecScore
    from speclint.lsp.positions import Positions
    from speclint.lsp.session import Session
    from speclint.markdown import Section

_KIND = types.SymbolKind.String
"""What editors show for a heading of Markdown."""


def document_symbols(session: Session, key: str) -> list[types.DocumentSymbol]:
    """The sections of an open document as a tree; of a specification, with the percentage of each."""
    opened = session.opened.get(key)
    if opened is None or not opened.is_markdown:
        return []
    space, path = opened.space, opened.shown.path or ""
    document = space.judge.parse(opened.source)[0]
    project = space.projects.of(path or os.path.join(space.cwd, "-"))
    score = None
    if not project.failures and not (path and project.excluded(path)):
        scored = space.judge.score(opened.source, path, project)
        score = None if isinstance(scored, str) else scored
    positions = session.positions(key)
    title = next((section for section in document.sections() if section.level == 1), None) if score else None
    by_path = {each.section: f"{percent(each.credit)}%" for each in score.sections} if score else {}
    return [_symbol(section, (), positions, by_path, title, score) for section in document.root.sections]


def flat(symbols: Sequence[types.DocumentSymbol], uri: str, inside: str = "") -> Iterator[types.SymbolInformation]:
    """Symbols for a client that knows no trees."""
    for symbol in symbols:
        name = f"{symbol.name} ({symbol.detail})" if symbol.detail else symbol.name
        yield types.SymbolInformation(
            types.Location(uri, symbol.range), name, symbol.kind, container_name=inside or None
        )
        yield from flat(symbol.children or (), uri, symbol.name)


def workspace_symbols(session: Session, query: str) -> list[types.WorkspaceSymbol]:
    """The specifications of all projects whose id or title holds the letters of a query, in their order."""
    found: dict[str, types.WorkspaceSymbol] = {}
    for view in session.views():
        for facts in view.index.documents:
            path = os.path.join(view.root, *facts.path.split("/"))
            name = facts.title if not facts.id or facts.id in facts.title else f"{facts.id} {facts.title}"
            name = name or facts.path
            if _fits(query, f"{name} {facts.path}"):
                place = session.positions_at(path).write_range(facts.title_place)
                opened = session.opened_at(path)
                uri = opened.shown.uri if opened is not None else uri_of(path)
                detail = f"{facts.type}, {facts.status}" if facts.status else facts.type
                found[path] = types.WorkspaceSymbol(
                    types.Location(uri, place), name, types.SymbolKind.File, container_name=detail
                )
    return [found[path] for path in sorted(found)]


def _symbol(
    section: Section,
    above: tuple[str, ...],
    positions: Positions,
    percents: dict[tuple[str, ...], str],
    title: Section | None,
    score: SpecScore | None,
) -> types.DocumentSymbol:
    name = " ".join(section.title.split())
    is_title = section is title and score is not None
    path = above if is_title else (*above, " ".join(section.title.split("\n")))
    detail = percents.get(path)
    if is_title and score is not None:
        detail = f"{score.percent}%" + (f", {score.status}" if score.status else "")
    heading = section.heading.range if section.heading is not None else section.range
    return types.DocumentSymbol(
        name or "(no heading)",
        _KIND,
        positions.write_range(section.range),
        positions.write_range(heading),
        detail=detail,
        children=[_symbol(child, path, positions, percents, title, score) for child in section.sections] or None,
    )


def _fits(query: str, text: str) -> bool:
    """Whether the letters of a query are in a text in their order."""
    letters = iter(text.casefold())
    return all(letter in letters for letter in query.casefold() if not letter.isspace())
