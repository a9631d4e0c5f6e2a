"""While everything changes, a server goes on; in the end it says what a run of its own says."""

from __future__ import annotations

import asyncio
import os
import time
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest
from lsprotocol import types

from speclint.lsp.uris import path_of

from .changing import Upheaval
from .editor import capabilities, editor

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .editor import Editor

pytestmark = pytest.mark.asyncio

_PATIENCE = 60
"""Seconds that a busy machine may take."""

_SEVERITIES = {1: "error", 2: "warning", 3: "info"}


async def upheavals(ide: Editor, upheaval: Upheaval, runs: int, *, tells: bool) -> int:
    """Change a project again and again, and compare; how many changes there were. `tells`: whether the client watches."""
    random, folder = upheaval.random, upheaval.folder
    steps = 0
    for run in range(runs):
        uri = ""
        documents = upheaval.documents()
        if documents and random.random() < 0.7:
            uri = ide.open(random.choice(documents))
        happened = []
        for _ in range(random.randrange(1, 7)):
            happened.append(upheaval.step())
            if tells:
                _tell(ide, folder)
            if random.random() < 0.3:
                asking = asyncio.ensure_future(
                    ide.client.workspace_diagnostic_async(types.WorkspaceDiagnosticParams([]))
                )
                asking.add_done_callback(lambda done: done.exception())
            await asyncio.sleep(random.choice([0, 0, random.random() * 0.05, random.random() * 0.3]))
        steps += len(happened)
        if uri:
            # What is open counts as it is shown: to be compared, it has to be what is on disk.
            text = _text_of(uri)
            if text is not None:
                ide.replace(uri, text)
            else:
                ide.close(uri)
                uri = ""
        await _until_it_agrees(ide, upheaval, (run, happened))
        if uri:
            ide.close(uri)
    return steps


def _text_of(uri: str) -> str | None:
    path = Path(path_of(uri) or "")
    return path.read_text("utf-8") if path.is_file() else None


def _tell(ide: Editor, folder: Path) -> None:
    """As clients do: of what was moved they tell no more than the folder, if that."""
    change = types.FileEvent(folder.as_uri(), types.FileChangeType.Changed)
    ide.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([change]))


async def _until_it_agrees(ide: Editor, upheaval: Upheaval, what: object) -> None:
    end = time.monotonic() + _PATIENCE
    while True:
        report = await ide.client.workspace_diagnostic_async(types.WorkspaceDiagnosticParams([]))
        said = set()
        for item in report.items:
            assert isinstance(item, types.WorkspaceFullDocumentDiagnosticReport)
            said |= _words(upheaval.folder, item.uri, item.items)
        wrong = upheaval.differs(said)
        if not wrong:
            return
        assert time.monotonic() < end, (what, wrong)
        await asyncio.sleep(0.1)


def _words(folder: Path, uri: str, diagnostics: Sequence[types.Diagnostic]) -> set[str]:
    """Diagnostics in the form of `Upheaval.differs`."""
    path = os.path.relpath(path_of(uri) or "", folder)
    found = set()
    for each in diagnostics:
        start, said = each.range.start, each.message.partition("\n")[0]
        is_place = path.endswith((".md", ".speclint-baseline")) and each.code
        place = f"{path}:{start.line + 1}:{start.character + 1} {_SEVERITIES[each.severity or 1]} {each.code} {said}"
        found.add(place if is_place else path)
    return found


@pytest.mark.usefixtures("looks_often")
@pytest.mark.parametrize(("tells", "runs"), [(True, 12), (False, 4)], ids=["watching client", "other client"])
async def test_in_the_end_the_server_says_what_a_run_says(
    tmp_path: Path, cache: Path, other_cache: Path, tells: bool, runs: int
) -> None:
    (tmp_path / "project").mkdir()
    upheaval = Upheaval(tmp_path / "project", Random(f"{tells}"), other_cache)
    can = capabilities(pull=True, watch=tells, encodings=["utf-32"])
    async with editor(upheaval.folder, cache=cache, can=can) as ide:
        assert await upheavals(ide, upheaval, runs, tells=tells) >= runs
