"""Edits of the program as those of the protocol.

Owns: the two forms that a client may understand, versions, and new names of files.
Never: decides what is edited.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from speclint.base.source import Position, Range
from speclint.base.values import NamedTuple
from speclint.lsp.uris import uri_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from speclint.base.diagnostics import TextEdit
    from speclint.base.source import SourceFile
    from speclint.lsp.session import Session


class Abilities(NamedTuple):
    """What the client can do with an edit: take versions and renamed files with it, and have it made later."""

    document_changes: bool = False
    rename_files: bool = False
    resolves: bool = False


def abilities(capabilities: types.ClientCapabilities) -> Abilities:
    """What a client says about itself."""
    edit = capabilities.workspace.workspace_edit if capabilities.workspace else None
    action = capabilities.text_document.code_action if capabilities.text_document else None
    operations = (edit.resource_operations if edit else None) or ()
    resolve = action.resolve_support if action else None
    return Abilities(
        bool(edit and edit.document_changes),
        bool(edit and edit.document_changes) and types.ResourceOperationKind.Rename in operations,
        resolve is not None and "edit" in resolve.properties,
    )


def workspace_edit(
    session: Session,
    able: Abilities,
    edits: Mapping[str, Iterable[TextEdit]],
    renamed: Mapping[str, str] | None = None,
) -> types.WorkspaceEdit:
    """Edits by absolute path or key of an open document, and new paths of files, as one edit for the client.

    Where the client cannot rename files, they keep their names.
    """
    texts: dict[str, list[types.TextEdit]] = {}
    versions: dict[str, int | None] = {}
    for place, some in edits.items():
        opened = session.opened_at(place)
        positions = session.positions_at(place)
        uri = opened.shown.uri if opened is not None else uri_of(place)
        versions[uri] = opened.shown.version if opened is not None else None
        texts[uri] = [types.TextEdit(positions.write_range(edit.range), edit.text) for edit in some]
    if not able.document_changes:
        return types.WorkspaceEdit(changes=texts)
    changes: list[types.TextDocumentEdit | types.CreateFile | types.RenameFile | types.DeleteFile] = [
        types.TextDocumentEdit(types.OptionalVersionedTextDocumentIdentifier(uri, versions[uri]), some)
        for uri, some in texts.items()
        if some
    ]
    if able.rename_files:
        for path, name in (renamed or {}).items():
            opened = session.opened_at(path)
            changes.append(types.RenameFile(opened.shown.uri if opened is not None else uri_of(path), uri_of(name)))
    return types.WorkspaceEdit(document_changes=changes)


def difference(before: SourceFile, after: SourceFile) -> list[tuple[Range, str]]:
    """The lines that differ, as replacements in the text before: as few as line by line can be."""
    import difflib  # only where something is fixed

    old, new = _lines(before), _lines(after)
    found = []
    for kind, first, last, start, end in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            found.append((Range(_begin(before, first), _begin(before, last)), "".join(new[start:end])))
    return found


def _lines(source: SourceFile) -> list[str]:
    starts = [source.offset(Position(line, 1)) for line in range(1, len(source.lines) + 1)]
    return [source.text[start:end] for start, end in zip(starts, [*starts[1:], len(source.text)], strict=True)]


def _begin(source: SourceFile, index: int) -> Position:
    """Where the line of an index begins; the end of the text for the one after the last."""
    if index < len(source.lines):
        return Position(index + 1, 1)
    if source.text.endswith(("\n", "\r")):
        return Position(index + 1, 1)
    return source.full_range().end
