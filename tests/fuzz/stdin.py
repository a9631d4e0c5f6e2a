"""The target that takes a text and the name that somebody gives it, as an editor plugin does with `--stdin-filename`."""

from __future__ import annotations

from speclint.base.source import SourceFile
from speclint.workspace.files.discovery import STDIN, discover
from speclint.workspace.run import Options, Workspace

from . import seeds
from .alone import alone, folder
from .grammar import mutate_document
from .promises import keeps_findings
from .target import Target, promise


def check_stdin(data: bytes) -> None:
    """A text with a name, its first line, is judged, skipped with a reason, or refused."""
    name, _, text = data.partition(b"\n")
    path = name.decode("utf-8", "surrogateescape")
    with alone():
        space = Workspace(folder().name, {}, Options())
        outcome = space.check(discover([STDIN], folder().name)[0], (path, text))
    for failure in outcome.failures:
        promise(failure.message, "a failure says why")
        promise("internal error" not in failure.message.lower(), f"the program broke down: {failure.message[:80]}")
    for skipped in outcome.report.skipped:
        promise(skipped.reason, "what is skipped says why")
    if outcome.report.diagnostics:
        keeps_findings(outcome.report.diagnostics, SourceFile.from_bytes(path, text))


def _seeds() -> list[bytes]:
    names = ("cmp-001-a.md", "docs/specs/plan/plan-001-a.md", "a.md", "../x.md", "-", "")
    documents = [*seeds.documents("component")[:4], *seeds.documents("plan")[:2], *seeds.front_matters()[:10]]
    return [b"%s\n%s" % (name.encode(), document) for name in names for document in documents]


def targets() -> list[Target]:
    """All of them."""
    return [Target("stdin", "a text and its name", check_stdin, _seeds, mutate_document, 2500)]
