"""How well the bundled rule sets judge documents by authors who had not seen them.

    python tests/judgement/measure.py                     the figures of each type
    python tests/judgement/measure.py --type plan -v      each finding on complete documents, and each miss
    python tests/judgement/measure.py --markdown          a table
    python tests/judgement/measure.py --set third         the same of another set of documents

A folder of each type has complete documents, defects that are planted into them one at a time (`defects.yaml`), and
headings and fields in other words and with typos (`rewordings.yaml`). A finding counts as new if the complete document does
not have it, wherever the change moved its line. What depends on other documents and on the name of the file is left out.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, NamedTuple

sys.path.insert(0, str(Path(__file__).parents[2]))

from ruamel.yaml import YAML

import speclint
from speclint.base.diagnostics import lineless
from speclint.checks.rules import PROJECT_RULES
from speclint.workspace.files.discovery import discover
from speclint.workspace.run import Options, Workspace
from tests.judgement.figures import Figures, added, table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speclint import Diagnostic

HERE = Path(__file__).parent
SETS = {"first": HERE, **{name: HERE / name for name in ("second", "third", "fourth", "fifth")}}
"""The later ones are by others, for the same types, and were each read for the first time on rule sets that had not seen them."""
TYPES = sorted(path.parent.name for path in HERE.glob("*/defects.yaml"))
OUTSIDE = PROJECT_RULES - {"broken-anchor"} | {"bad-file-name"}
"""Rules that judge more than the text of one document."""


class Change(NamedTuple):
    """A complete document with one change: a defect, a rewording or a typo."""

    document: str
    about: str
    lines: tuple[int, ...]
    """Where a finding about it belongs. Empty for what deserves none."""
    text: str


class Judged(NamedTuple):
    """A change with the findings that are new because of it: those at its lines, and those elsewhere."""

    change: Change
    there: tuple[Diagnostic, ...]
    elsewhere: tuple[Diagnostic, ...]


class Measured(NamedTuple):
    """All that was seen of a type."""

    type: str
    complete: tuple[Diagnostic, ...]
    """The findings on complete documents."""
    defects: tuple[Judged, ...]
    rewordings: tuple[Judged, ...]
    typos: tuple[Judged, ...]
    scores: tuple[int, ...]

    @property
    def figures(self) -> Figures:
        """The same in numbers."""
        by_severity = Counter(each.severity for each in self.complete)
        beside = sum(len(each.elsewhere) for each in self.defects)
        return Figures(
            documents=len(self.scores),
            errors=by_severity["error"],
            warnings=by_severity["warning"],
            infos=by_severity["info"],
            completeness=round(sum(self.scores) / max(1, len(self.scores))),
            defects=len(self.defects),
            found=sum(bool(each.there) for each in self.defects),
            findings=beside + sum(len(each.there) for each in self.defects),
            beside=beside,
            rewordings=len(self.rewordings),
            accepted=sum(not each.elsewhere for each in self.rewordings),
            typos=len(self.typos),
            noticed=sum(bool(each.there) for each in self.typos),
        )


def measure(type: str, of: Path = HERE) -> Measured:
    """Judge the complete documents of a type in a folder, and every change of them."""
    complete = {path.name: path.read_text("utf-8") for path in sorted((of / type).glob("*.md"))}
    groups = (list(_defects(of / type, complete)), *_rewordings(of / type, complete))
    every = [*complete.items(), *((change.document, change.text) for group in groups for change in group)]
    found, scores = _checked(type, every, scored=len(complete))
    before = dict(zip(complete, found, strict=False))
    after = iter(found[len(complete) :])
    defects, rewordings, typos = (
        tuple(_compared(complete[each.document], each, before[each.document], next(after)) for each in group)
        for group in groups
    )
    known = tuple(each for findings in before.values() for each in findings)
    return Measured(type, known, defects, rewordings, typos, scores)


def _defects(folder: Path, complete: dict[str, str]) -> Iterator[Change]:
    for entry in _data(folder, "defects"):
        document, lines = entry["document"], entry["line"]
        text = complete[document]
        for each in entry["change"]:
            text, _ = _changed(folder / document, text, each)
        yield Change(document, entry["defect"], tuple(lines) if isinstance(lines, list) else (lines,), text)


def _rewordings(folder: Path, complete: dict[str, str]) -> Iterator[list[Change]]:
    """The accepted ones, and the typos."""
    data = _data(folder, "rewordings")
    document = data["document"]
    for name in ("accepted", "typos"):
        changes = []
        for each in data[name]:
            text, line = _changed(folder / document, complete[document], each)
            lines = (line,) if name == "typos" else ()
            changes.append(Change(document, f"'{each['from']}' as '{each['to']}'", lines, text))
        yield changes


def _data(folder: Path, name: str) -> Any:
    return YAML(typ="safe").load(folder / f"{name}.yaml")


def _changed(where: Path, text: str, change: dict[str, str]) -> tuple[str, int]:
    """A text with one part replaced, and the line of it. A part that begins a line is preferred: `## A` is also in `### A`."""
    old, new = change["from"], change["to"]
    match = re.search(rf"^{re.escape(old)}", text, re.MULTILINE) or re.search(re.escape(old), text)
    if match is None:
        raise ValueError(f"{where} has no '{old}'")
    return text[: match.start()] + new + text[match.end() :], text.count("\n", 0, match.start()) + 1


def _checked(
    type: str, documents: Sequence[tuple[str, str]], scored: int
) -> tuple[list[list[Diagnostic]], tuple[int, ...]]:
    """The findings on each document, and how complete the first ones are.

    One run judges all of them, so that the rule set is read once.
    """
    by_folder: dict[str, list[Diagnostic]] = defaultdict(list)
    with TemporaryDirectory() as folder:
        # No configuration of a folder above is used.
        Path(folder, ".speclint.yaml").touch()
        names = [f"{number:04}" for number in range(len(documents))]
        for name, (document, text) in zip(names, documents, strict=True):
            Path(folder, name).mkdir()
            Path(folder, name, document).write_text(text, "utf-8", newline="\n")
        found = speclint.lint_paths(names, type=type, cwd=folder)
        workspace = Workspace(folder, os.environ, Options(type=type))
        scores = workspace.score(discover(names[:scored], folder)[0]).scores
    if len(found.checked) != len(documents) or len(scores) != scored:
        raise ValueError(f"{type}: a document was not judged: {found.skipped}")
    for each in found:
        if each.rule not in OUTSIDE:
            by_folder[each.path.partition("/")[0]].append(each)
    return [by_folder[name] for name in names], tuple(each.percent for each in scores)


def _compared(old: str, change: Change, before: Sequence[Diagnostic], after: Sequence[Diagnostic]) -> Judged:
    """The findings of `after` that are not among those of `before`."""
    edit = edited(old, change.text)
    known = Counter(
        (each.rule, lineless(edit.said(each.message)), edit.moved(each.range.start.line)) for each in before
    )
    there: list[Diagnostic] = []
    elsewhere: list[Diagnostic] = []
    for each in after:
        line = each.range.start.line
        key = (each.rule, lineless(each.message), line)
        if known[key]:
            known[key] -= 1
        else:
            (there if line in change.lines else elsewhere).append(each)
    return Judged(change, tuple(there), tuple(elsewhere))


class Edit(NamedTuple):
    """How one text becomes another: lines that give way to others in one place."""

    end: int
    """The last line that gives way."""
    growth: int
    """How many lines there are more."""
    names: tuple[str, str]
    """The name of a heading or field on the first of these lines, before and after. Messages quote it."""

    def moved(self, line: int) -> int:
        """Where a line of the old text is in the new one."""
        return line + self.growth if line > self.end else line

    def said(self, message: str) -> str:
        """A message with the new name for the old one: in other respects it is the same finding."""
        old, new = self.names
        return message.replace(f"'{old}'", f"'{new}'") if old and new else message


def edited(old: str, new: str) -> Edit:
    """The edit between two texts."""
    before, after = old.split("\n"), new.split("\n")
    shorter = min(len(before), len(after))
    same = next((at for at in range(shorter) if before[at] != after[at]), shorter)
    rest = next((at for at in range(shorter - same) if before[-1 - at] != after[-1 - at]), shorter - same)
    names = (_name(before[same]), _name(after[same])) if same < shorter else ("", "")
    return Edit(len(before) - rest, len(after) - len(before), names)


def _name(line: str) -> str:
    """What a line calls the section or the field that it begins, as messages quote it."""
    match = re.match(r"#+ (?P<heading>.+)|\*\*(?P<field>.+?)\*\*", line)
    return (match["heading"] or match["field"]) if match else ""


def summary(name: str, each: Figures, elsewhere: int) -> str:
    """The figures of a type for people."""
    return (
        f"{name}: {each.documents} complete documents: {each.errors} errors, {each.warnings} warnings, {each.infos} infos, "
        f"completeness {each.completeness} %\n"
        f"  defects: {each.found} of {each.defects} found at their line (recall {each.recall} %), {elsewhere} elsewhere; "
        f"{each.findings - each.beside} of {each.findings} new findings at the line of a defect (precision {each.precision} %)\n"
        f"  rewordings: {each.accepted} of {each.rewordings} accepted; typos: {each.noticed} of {each.typos} found"
    )


def details(measured: Measured) -> Iterator[str]:
    """Each finding on complete documents, each miss, and each new finding that belongs to no change."""
    type = measured.type
    for found in measured.complete:
        document = found.path.partition("/")[2]
        yield f"{type}/{document}: {found.range.start.line}: complete: {found.severity}: {found.message} [{found.rule}]"
    for each in measured.defects:
        if not each.there:
            yield f"{_place(type, each)}: {_elsewhere(each) or 'nothing found'}"
    for each in measured.defects:
        if each.there and each.elsewhere:
            yield f"{_place(type, each)}: found, and also elsewhere: {_shown(each.elsewhere)}"
    for each in measured.rewordings:
        if each.elsewhere:
            yield f"{type}/{each.change.document}: rewording {each.change.about}: {_shown(each.elsewhere)}"
    for each in measured.typos:
        if not each.there:
            yield f"{_place(type, each, 'typo ')}: {_elsewhere(each) or 'nothing found'}"


def _place(type: str, each: Judged, kind: str = "") -> str:
    lines = " or ".join(map(str, each.change.lines))
    return f"{type}/{each.change.document}: {lines}: {kind}{each.change.about}"


def _elsewhere(each: Judged) -> str:
    return f"found elsewhere: {_shown(each.elsewhere)}" if each.elsewhere else ""


def _shown(found: Sequence[Diagnostic]) -> str:
    return "; ".join(f"{each.range.start.line}: {each.severity}: {each.message} [{each.rule}]" for each in found)


def missed_elsewhere(measured: Measured) -> int:
    """Defects that have new findings, but at other lines alone."""
    return sum(bool(each.elsewhere) and not each.there for each in measured.defects)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--type", choices=TYPES, action="append", help="measure only this type; may be repeated")
    parser.add_argument("-v", "--verbose", action="store_true", help="list findings on complete documents, and misses")
    parser.add_argument("--markdown", action="store_true", help="print a table")
    parser.add_argument("--set", choices=SETS, default="first", help="the set of documents")
    asked = parser.parse_args()
    every = [measure(type, SETS[asked.set]) for type in asked.type or TYPES]
    lines = [] if asked.markdown else [line for each in every for line in _report(each, asked.verbose)]
    if asked.markdown:
        lines = [table({each.type: each.figures for each in every}).rstrip("\n")]
    elif len(every) > 1:
        lines.append(summary("all", added(each.figures for each in every), sum(map(missed_elsewhere, every))))
    sys.stdout.write("\n".join(lines) + "\n")


def _report(measured: Measured, verbose: bool) -> Iterator[str]:
    yield summary(measured.type, measured.figures, missed_elsewhere(measured))
    yield from (f"  {line}" for line in details(measured)) if verbose else ()


if __name__ == "__main__":
    main()
