"""Findings that are known and put up with, so that only new ones fail.

Owns: what makes two findings the same although lines moved, and the text form of a baseline.
Never: reads or writes the file, or decides which findings are looked at.

A finding is the same if path, rule, section and message are, whatever its line. Equal ones are counted: a third where
two are known is new. One entry a line, sorted, so that a diff shows what was added and what was fixed.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from speclint.base.diagnostics import lineless
from speclint.base.digest import digest
from speclint.base.escapes import one_line, visible
from speclint.base.values import NamedTuple
from speclint.checks.rules import known_as

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from speclint.base.diagnostics import Diagnostic

HEADER = "# speclint baseline 1: findings that are known. Made by `speclint baseline`."
_ENTRY = re.compile(
    r"(?P<count>[1-9][0-9]*)\t(?P<path>[^\t]*)\t(?P<rule>[^\t]*)\t(?P<section>[^\t]*)\t(?P<message>[^\t]*)"
)

_ESCAPE = re.compile(r"\\(?:x[0-9a-f]{2}|u[0-9a-f]{4}|U000[0-9a-f]{5}|U0010[0-9a-f]{4}|[tnr\\])")
_SHORT = {"t": "\t", "n": "\n", "r": "\r", "\\": "\\"}


class Fingerprint(NamedTuple):
    """What a finding is, whatever its line. `path` is relative to the project's root."""

    path: str
    rule: str
    section: str
    message: str


class Entry(NamedTuple):
    """How many findings of one kind are known, and on which line of the baseline this is."""

    fingerprint: Fingerprint
    known: int
    line: int


class Baseline(NamedTuple):
    """A baseline as read. `faults` are lines that cannot be read, with what is wrong."""

    entries: tuple[Entry, ...]
    faults: tuple[tuple[int, str], ...] = ()


def fingerprint(found: Diagnostic, path: str) -> Fingerprint:
    """The fingerprint of a finding in the file at a path."""
    return Fingerprint(
        written_path(path), found.rule, _plain(" / ".join(found.section)), _plain(lineless(found.message))
    )


def known_prints(print_: Fingerprint) -> Iterator[Fingerprint]:
    """The fingerprint of a finding, and those that it had when another rule reported it."""
    return (print_._replace(rule=rule) for rule in known_as(print_.rule))


def identities(findings: Iterable[Diagnostic]) -> Iterator[tuple[str, int]]:
    """For each finding, a short name that stays when lines move, and which of those with this name it is, from 1.

    For services that compare two runs. The findings are in the order of their lines.
    """
    seen: Counter[Fingerprint] = Counter()
    for found in findings:
        print_ = fingerprint(found, found.path)
        seen[print_] += 1
        yield digest(*print_), seen[print_]


def read_baseline(text: str) -> Baseline:
    """The entries of a baseline. Never raises."""
    lines = text.split("\n")
    if not lines[0].startswith("# speclint baseline 1:"):
        return Baseline((), ((1, "unknown baseline version"),))
    entries: dict[Fingerprint, Entry] = {}
    faults: list[tuple[int, str]] = []
    for number, line in enumerate(lines, 1):
        written = line.rstrip("\r")
        if not written or written.startswith("#"):
            continue
        found = _ENTRY.fullmatch(written)
        if found is None:
            faults.append((number, "this line is not a baseline entry"))
        else:
            print_ = Fingerprint(found["path"], found["rule"], found["section"], found["message"])
            # A merge may leave an entry of each side: what either of them knew is known.
            known = int(found["count"])
            first = entries.setdefault(print_, Entry(print_, known, number))
            entries[print_] = first._replace(known=max(first.known, known))
    return Baseline(tuple(entries.values()), tuple(faults))


def render_baseline(known: Mapping[Fingerprint, int]) -> str:
    """The text of a baseline."""
    rows = (
        f"{count}\t{print_.path}\t{print_.rule}\t{print_.section}\t{print_.message}" for print_, count in known.items()
    )
    return "\n".join([HEADER, *sorted(rows, key=lambda row: row.split("\t")[1:])]) + "\n"


def count(findings: Iterable[tuple[Diagnostic, str]]) -> Counter[Fingerprint]:
    """Findings, each with its file's path, by fingerprint."""
    return Counter(fingerprint(found, path) for found, path in findings)


class Split(NamedTuple):
    """Findings that are new and findings that are known, and entries of which fewer are left than they say."""

    new: list[Diagnostic]
    known: list[Diagnostic]
    stale: list[tuple[Entry, int]]


def split(
    baseline: Baseline, findings: Iterable[tuple[Diagnostic, str]], was_judged: Callable[[str, str], bool]
) -> Split:
    """Divide findings, in the order of their lines.

    Of several equal findings the first in the file are the known ones. Only entries for which `was_judged` holds, given
    their path and rule, can be stale; each comes with how many are left.
    """
    left = Counter({entry.fingerprint: entry.known for entry in baseline.entries})
    new: list[Diagnostic] = []
    known: list[Diagnostic] = []
    for found, path in sorted(findings, key=lambda pair: (pair[1], pair[0].range, pair[0].rule, pair[0].message)):
        entry_ = next((each for each in known_prints(fingerprint(found, path)) if left[each] > 0), None)
        if entry_ is None:
            new.append(found)
        else:
            left[entry_] -= 1
            known.append(found)
    stale = [
        (entry, entry.known - left[entry.fingerprint])
        for entry in baseline.entries
        if left[entry.fingerprint] > 0 and was_judged(entry.fingerprint.path, entry.fingerprint.rule)
    ]
    return Split(new, known, stale)


def written_path(path: str) -> str:
    r"""A path as a baseline has it: hidden characters and backslashes as escapes, so that each path has its own.

    >>> written_path("a\tb\udcff.md")
    'a\\tb\\xff.md'
    """
    return visible(path.replace("\\", "\\\\"))


def read_path(written: str) -> str:
    """The path that a baseline names: what `written_path` was given."""
    return _ESCAPE.sub(_meant, written)


def _meant(escape: re.Match[str]) -> str:
    digits = escape[0][2:]
    if not digits:
        return _SHORT[escape[0][1]]
    code = int(digits, 16)
    # Two digits from 80 on are a byte that is not UTF-8.
    return chr(code + 0xDC00 if escape[0][1] == "x" and code >= 0x80 else code)


def _plain(text: str) -> str:
    return one_line(" ".join(text.split()))
