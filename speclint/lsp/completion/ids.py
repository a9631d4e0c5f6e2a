"""Ids of specifications, and links to them.

Owns: the forms in which one refers to another: `[CMP-001]`, and a link with a relative path.
Never: offers the document itself.
"""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from lsprotocol import types

from speclint.lsp.references import project_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.lsp.completion.model import Cursor
    from speclint.lsp.references import Project
    from speclint.project import DocumentFacts

_BRACKET = re.compile(r"(?<![\]\\])\[(?P<word>[^\[\]()`]{0,80})$")
_ADDRESS = re.compile(r"\]\((?P<word>[^()\s]{0,200})$")


def id_items(cursor: Cursor) -> list[types.CompletionItem] | None:
    """Specifications to refer to, where a bracket or an address has begun; None where none has."""
    bracket, address = _BRACKET.search(cursor.before), _ADDRESS.search(cursor.before)
    # `- [ ]` is a box to tick.
    if (bracket is None and address is None) or (
        bracket is not None and not bracket["word"].strip() and bracket["word"]
    ):
        return None
    project = project_of(cursor.opened)
    if project is None:
        return []
    if bracket is not None:
        return list(_in_bracket(cursor, project, bracket.start("word")))
    return list(_in_address(cursor, project, address.start("word"))) if address is not None else None


def _others(cursor: Cursor, project: Project) -> Iterator[tuple[str, DocumentFacts]]:
    """The other specifications, first those of a type that this one should refer to, with what sorts them."""
    wanted = {reference.to for reference in cursor.binding.ruleset.references}
    for number, facts in enumerate(project.view.index.documents):
        if facts is not project.facts:
            yield f"{int(facts.type not in wanted)}{number:05}", facts


def _in_bracket(cursor: Cursor, project: Project, start: int) -> Iterator[types.CompletionItem]:
    closed = cursor.after.startswith("]")
    for rank, facts in _others(cursor, project):
        if not facts.id:
            continue
        detail = f"{facts.title} ({facts.type}{', ' + facts.status if facts.status else ''})"
        yield cursor.item(
            facts.id,
            facts.id if closed else f"{facts.id}]",
            start,
            kind=types.CompletionItemKind.Reference,
            detail=detail,
            filter=f"{facts.id} {facts.title}",
            rank=f"0{rank}",
        )
        if not cursor.after.startswith("]("):
            yield cursor.item(
                f"{facts.id} (link)",
                f"{facts.id}]({_address(project, facts)})",
                start,
                end=cursor.place.column - 1 + int(closed),
                kind=types.CompletionItemKind.File,
                detail=detail,
                filter=f"{facts.id} {facts.title}",
                rank=f"1{rank}",
            )


def _in_address(cursor: Cursor, project: Project, start: int) -> Iterator[types.CompletionItem]:
    for rank, facts in _others(cursor, project):
        yield cursor.item(
            _address(project, facts),
            _address(project, facts),
            start,
            kind=types.CompletionItemKind.File,
            detail=facts.title,
            filter=f"{_address(project, facts)} {facts.id} {facts.title}",
            rank=rank,
        )


def _address(project: Project, facts: DocumentFacts) -> str:
    return quote(posixpath.relpath(facts.path, posixpath.dirname(project.facts.path) or "."), safe="/._-~")
