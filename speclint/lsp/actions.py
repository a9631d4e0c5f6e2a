"""What a client offers to do about a finding.

Owns: quick fixes, fixing all that is safe, silencing with a reason.
Never: makes an edit of its own: fixes come with the findings.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from lsprotocol import types

from speclint.base.diagnostics import TextEdit
from speclint.lsp.edits import difference, workspace_edit
from speclint.lsp.findings import SOURCE, to_lsp
from speclint.lsp.suppressing import NEVER, silence
from speclint.workspace.mending import plan

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speclint.base.diagnostics import Diagnostic
    from speclint.base.source import SourceFile
    from speclint.lsp.edits import Abilities
    from speclint.lsp.session import Opened, Session
    from speclint.markdown import Document

FIX_ALL = "source.fixAll.speclint"
_KINDS = (types.CodeActionKind.QuickFix, FIX_ALL)
_MOST_TRIED = 5
"""Comments that silence, tried at once for a client that takes no edit later: each trial judges the document again."""
KINDS: list[types.CodeActionKind | str] = list(_KINDS)


def code_actions(
    session: Session, key: str, range: types.Range, only: Sequence[str] | None, able: Abilities
) -> list[types.CodeAction]:
    """What can be done about the findings that touch a range. `only`: the kinds that are wanted; None for all."""
    opened = session.opened.get(key)
    if opened is None or not opened.is_markdown:
        return []
    place = session.positions(key).read_range(range)
    found = session.diagnose(key)
    here = [each for each in found if each.range.start <= place.end and place.start <= each.range.end]
    actions: list[types.CodeAction] = []
    if _is_wanted(types.CodeActionKind.QuickFix, only):
        fixes = [action for each in here if (action := _quick_fix(session, opened, each, able)) is not None]
        preferred = [each for each in fixes if each.is_preferred]
        if len(preferred) > 1:
            for each in preferred[1:]:
                each.is_preferred = None
        actions += fixes
        actions += _silencing(session, key, opened, here, able)
    if _is_wanted(FIX_ALL, only) and any(
        each.fix is not None and each.fix.edits and each.fix.applicability == "safe" for each in found
    ):
        title = "Apply all safe fixes in this file"
        action = types.CodeAction(title, FIX_ALL, data={"do": "fix-all", "key": key})
        if not able.resolves:
            resolve(session, action, able)
        if able.resolves or action.edit is not None:
            actions.append(action)
    return actions


def resolve(session: Session, action: types.CodeAction, able: Abilities) -> types.CodeAction:
    """Work out the edit of an action that was offered without one."""
    data = action.data if isinstance(action.data, dict) else {}
    key = data.get("key")
    opened = session.opened.get(key) if isinstance(key, str) else None
    if opened is None or not isinstance(key, str) or action.edit is not None:
        return action
    if data.get("do") == "fix-all":
        edits = _all_safe(session, opened)
    else:
        found = next((each for each in session.diagnose(key) if _name(each) == data.get("finding")), None)
        edit = _silence(opened, found) if found is not None else None
        edits = [edit] if edit is not None else []
    if edits:
        action.edit = workspace_edit(session, able, {key: edits})
    return action


def _quick_fix(session: Session, opened: Opened, found: Diagnostic, able: Abilities) -> types.CodeAction | None:
    fix = found.fix
    path = opened.shown.path
    if fix is None or (fix.rename and (not able.rename_files or path is None)):
        return None
    renamed = {path: os.path.join(os.path.dirname(path), fix.rename)} if fix.rename and path else None
    edits = {opened.shown.key: fix.edits} if fix.edits else {}
    is_safe = fix.applicability == "safe"
    only_adds = bool(fix.edits) and all(edit.range.start == edit.range.end for edit in fix.edits)
    return types.CodeAction(
        fix.title if is_safe or only_adds else f"{fix.title} (unsafe: review the result)",
        types.CodeActionKind.QuickFix,
        diagnostics=[_shown(session, opened, found)],
        is_preferred=True if is_safe or only_adds else None,  # what is put in is for the author to fill in at once
        edit=workspace_edit(session, able, edits, renamed),
    )


def _silencing(
    session: Session, key: str, opened: Opened, here: Sequence[Diagnostic], able: Abilities
) -> Iterator[types.CodeAction]:
    seen: set[tuple[str, int]] = set()
    for found in here:
        place = (found.rule, found.range.start.line)
        if found.rule in NEVER or place in seen:
            continue
        seen.add(place)
        data = {"do": "silence", "key": key, "finding": _name(found)}
        action = types.CodeAction(
            f"Suppress '{found.rule}' here, with a reason",
            types.CodeActionKind.QuickFix,
            diagnostics=[_shown(session, opened, found)],
            data=data,
        )
        if not able.resolves:
            if len(seen) > _MOST_TRIED:
                return
            resolve(session, action, able)
        if able.resolves or action.edit is not None:
            yield action


def _silence(opened: Opened, found: Diagnostic) -> TextEdit | None:
    space, path = opened.space, opened.shown.path or ""
    project = space.projects.of(path or os.path.join(space.cwd, "-"))

    def lint(source: SourceFile) -> tuple[Document, Sequence[Diagnostic]]:
        return space.judge.parse(source)[0], space.judge.judge(source, path, project).diagnostics

    return silence(found, space.judge.parse(opened.source)[0], lint)


def _all_safe(session: Session, opened: Opened) -> list[TextEdit]:
    """All that `check --fix` would change."""
    target, stdin = session.target(opened)
    changes = plan(opened.space, [target], stdin, unsafe=False).changes
    return [TextEdit(*each) for change in changes for each in difference(opened.source, change.after)]


def _shown(session: Session, opened: Opened, found: Diagnostic) -> types.Diagnostic:
    positions = session.positions(opened.shown.key)
    return to_lsp(found, opened.shown.uri, positions, session.elsewhere(opened.space))


def _name(found: Diagnostic) -> list[object]:
    """The identity of a finding, in a form that the client sends back unchanged."""
    return [SOURCE, found.rule, found.message, *found.range.start]


def _is_wanted(kind: str, only: Sequence[str] | None) -> bool:
    """Whether a kind, or one that it belongs to, is among those that are wanted."""
    return only is None or any(kind == each or kind.startswith(f"{each}.") or not each for each in only)
