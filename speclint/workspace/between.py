"""What rules between documents say of some files, remembered.

Owns: the form in which it is kept, and whether it still holds.
Never: reads a project; see `speclint.workspace.members`.

What is said of a file depends on the texts of all specifications, on the rule sets and settings, and on which of the
files that it links to exist. The first two are in the key; the last is kept with the answer, and asked again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from speclint.base.codec import encode, remembered
from speclint.base.diagnostics import Diagnostic  # noqa: TC001 - the codec resolves annotations
from speclint.base.digest import digest
from speclint.base.values import NamedTuple
from speclint.workspace.verdicts import are_of_rules

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from speclint.base.source import SourceFile
    from speclint.project import DocumentFacts
    from speclint.workspace.members import Members

_MOST_ASKED = 500
"""Files whose existence is asked again. More are not worth it."""


class Said(NamedTuple):
    """What is said of one specification, by absolute path. `silenced`: how many findings of each rule comments silence.

    `facts` is what it was said of; None where it was remembered.
    """

    path: str
    source: SourceFile
    diagnostics: tuple[Diagnostic, ...]
    silenced: tuple[tuple[str, int], ...]
    facts: DocumentFacts | None = None


class Between(NamedTuple):
    """What is said of the specifications that were asked about, and what is in the way, by absolute path."""

    said: tuple[Said, ...]
    crashes: tuple[tuple[str, Exception], ...] = ()
    unreadable: tuple[tuple[str, str], ...] = ()
    links_out: tuple[str, ...] = ()


class _KeptOne(NamedTuple):
    number: int
    """Of the file among those that were asked about."""
    diagnostics: tuple[Diagnostic, ...]
    silenced: tuple[tuple[str, int], ...]


class _Kept(NamedTuple):
    said: tuple[_KeptOne, ...]
    exists: tuple[tuple[str, bool], ...]
    marks: tuple[tuple[str, str], ...]


def between_key(members: Members, paths: Sequence[str], settings: str) -> str | None:
    """The name in the cache of what is said of some files; None where nothing should be kept."""
    state = members.state()
    return f"between:{digest(state, settings, *map(members.relative, paths))}" if state else None


def remembered_between(data: Any, members: Members, paths: Sequence[str]) -> Between | None:
    """What was said of some files, if it still holds."""
    kept = remembered(_Kept, data)
    if kept is None or not all(are_of_rules(each.diagnostics) for each in kept.said):
        return None
    if any(members.exists(path) != there for path, there in kept.exists):
        return None
    if any(members.mark(path) != mark for path, mark in kept.marks):
        return None
    texts = {**members.sources, **members.guests}
    if any(not 0 <= each.number < len(paths) or paths[each.number] not in texts for each in kept.said):
        return None
    return Between(
        tuple(Said(path := paths[each.number], texts[path], each.diagnostics, each.silenced) for each in kept.said)
    )


def kept_between(
    between: Between, paths: Sequence[str], exists: Mapping[str, bool], marks: Mapping[str, str]
) -> Any | None:
    """What is kept of what was said; None for what is too much. `exists` and `marks`: what was asked of the disk."""
    if between.crashes or len(exists) + len(marks) > _MOST_ASKED:
        return None
    numbers = {path: number for number, path in enumerate(paths)}
    said = tuple(_KeptOne(numbers[each.path], each.diagnostics, each.silenced) for each in between.said)
    return encode(_Kept(said, tuple(exists.items()), tuple(marks.items())))
