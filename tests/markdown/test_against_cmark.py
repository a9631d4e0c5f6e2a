"""The same headings, tables and code blocks as cmark-gfm, GitHub's own parser, sees them, with all its extensions.

Compared over the examples of the CommonMark specification, tables of our own, random documents and, where the
environment variable SPECLINT_CORPUS names a folder, the Markdown files below it: a thousand of them and those with a
known difference, or all in a long run. markdown-it-py would be the other
independent parser at hand, but it differs from GitHub in tables, and GitHub is what authors look at.
"""

from __future__ import annotations

import json
import os
import random
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from speclint.base.source import SourceError, SourceFile
from speclint.markdown import Block, CodeBlock, Document, Footnote, Heading, Table, TableRow, parse, walk_blocks
from speclint.markdown.syntax import normal_label

from ..amount import sample  # noqa: TID252 - tests are no installed package
from .cmark_reference import Seen, SeenCode, SeenHeading, SeenTable, seen_by_cmark, squeezed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

DATA = Path(__file__).parent / "data"
CORPUS = os.environ.get("SPECLINT_CORPUS", "")


def seen_by_speclint(document: Document) -> Seen:
    seen = Seen([], [], [])
    for block in as_rendered(document):
        if isinstance(block, Heading):
            seen.headings.append(SeenHeading(block.line, block.level, squeezed(block.text.plain)))
        elif isinstance(block, CodeBlock):
            content = block.content + "\n" if block.lines else ""
            seen.code.append(SeenCode(block.line, squeezed(block.info), content))
        elif isinstance(block, Table):
            width = len(block.header.cells)
            rows = tuple((row.range.start.line, cells(row, width)) for row in block.rows)
            seen.tables.append(SeenTable(cells(block.header, width), rows))
    return seen


def as_rendered(document: Document) -> Iterator[Block]:
    """All blocks in the order of the page: footnotes come last, those first that are mentioned first."""
    yield from walk_blocks(document.blocks)
    notes: dict[str, Footnote] = {}
    # Of two with one label the one that ends first counts.
    written = [block for block in document.walk() if isinstance(block, Footnote)][::-1]
    for note in sorted(written, key=attrgetter("range.end")):
        notes.setdefault(normal_label(note.label), note)
    for text in document.texts():
        for inline in text.inlines:
            mentioned = notes.pop(normal_label(inline.content), None) if inline.kind == "footnote" else None
            yield from walk_blocks(mentioned.blocks) if mentioned else ()


def cells(row: TableRow, width: int) -> tuple[str, ...]:
    texts = [squeezed(cell.text.plain) for cell in row.cells]
    return tuple((texts + [""] * width)[:width])


def differences(source: SourceFile) -> Iterator[tuple[str, object, object]]:
    """What kind of block differs, and the first that does: as speclint sees it, as cmark does."""
    document = parse(source)
    lines = source.lines.copy()
    if document.front_matter:
        # GitHub renders front matter apart from the Markdown.
        last = document.front_matter.range.end.line
        lines[:last] = [""] * last
    ours = seen_by_speclint(document)
    theirs = seen_by_cmark("\n".join(lines) + "\n")
    pairs: tuple[tuple[str, Sequence[object], Sequence[object]], ...] = (
        ("headings", ours.headings, theirs.headings),
        ("tables", ours.tables, theirs.tables),
        ("code", ours.code, theirs.code),
    )
    for kind, mine, other in pairs:
        if mine != other:
            first = [(one, two) for one, two in zip(mine, other, strict=False) if one != two]
            yield kind, *(first[0] if first else (len(mine), len(other)))


def check_listed(found: dict[str, list[object]], listed: Iterable[str]) -> None:
    unlisted = {key: value for key, value in found.items() if key not in listed}
    gone = [key for key in listed if key not in found]
    assert not unlisted, "\n".join(f"{key}: {value}" for key, value in unlisted.items())
    assert not gone, f"listed in known-differences.json, but no longer there: {gone}"


def known_differences(group: str) -> dict[str, str]:
    known: dict[str, dict[str, str]] = json.loads((DATA / "known-differences.json").read_text(encoding="utf-8"))
    return known[group]


@pytest.mark.parametrize("group", ["commonmark-0.31.2-examples", "tables"])
def test_examples_are_seen_as_by_cmark(group: str) -> None:
    examples: list[str] = json.loads((DATA / f"{group}.json").read_text(encoding="utf-8"))
    found: dict[str, list[object]] = {}
    for number, example in enumerate(examples, 1):
        for kind, *sides in differences(SourceFile("example.md", example)):
            found[f"{number} {kind}"] = sides
    check_listed(found, known_differences(group))


@pytest.mark.skipif(not CORPUS, reason="SPECLINT_CORPUS names no folder")
def test_corpus_is_seen_as_by_cmark() -> None:
    folder = Path(CORPUS)
    listed = [key for key in known_differences("corpus") if (folder / key.rpartition(" ")[0]).exists()]
    paths = {folder / key.rpartition(" ")[0] for key in listed} | set(sample(folder, 1000, 1_000_000))
    found: dict[str, list[object]] = {}
    for path in sorted(paths):
        try:
            source = SourceFile.from_bytes(str(path), path.read_bytes())
        except SourceError:
            continue
        for kind, *sides in differences(source):
            found[f"{path.relative_to(folder).as_posix()} {kind}"] = sides
    assert paths
    check_listed(found, listed)


PREFIXES = ["", "", "", "", " ", "   ", "    ", "> ", ">", "- ", "* ", "1. ", "2. ", "10) ", "  - ", "> - ", "-   "]
LINES = [
    "a",
    "b c  ",
    "# h",
    "## h ##",
    "===",
    "---",
    "- - -",
    "```",
    "````",
    "~~~",
    "``` py",
    "| a | b |",
    "|---|---|",
    "a | b",
    "-|-",
    ":--",
    "| 1 |",
    "||",
    "<div>",
    "</div>",
    "<b>",
    "<pre>",
    "</pre>",
    "<!-- c",
    "-->",
    "<!-- c -->",
    "[x]: /u",
    "/u 't'",
    "",
    "",
    "",
    "    code",
    "\\",
    "**b**",
    "`c",
    "-",
    "1.",
]
NOTES = [
    "[^1]: n",
    "[^1] ![^1](u) [^1](u) [^[^1]] [^3][x] [^1][]",
    "[^2]: | a | b |",
    "[^2]:",
    "# h[^2]",
    "| c[^1] | [^*x*] |",
    "[^1]: # in",
    "[^3]:  - z",
    "[^1]:[^2]: q",
    "*a [^1* b]* ~~[^1~~]",
    "# `[^1]` [^a b]",
    "        deep",
    "   ",
    "<!-- a --->",
    "# b <!-- a ----> c --> d <!-- e -- f -->",
    "b <!---> c <!--> d <!-- e ---->",
]


def random_document(seed: int, *, notes: bool = False) -> str:
    chosen = random.Random(seed)
    prefixes, choices = (PREFIXES + ["    "] * 3, LINES + NOTES * 2) if notes else (PREFIXES, LINES)
    lines = [
        "".join(chosen.choices(prefixes, k=chosen.randint(0, 2))) + chosen.choice(choices)
        for _ in range(chosen.randint(1, 10))
    ]
    return "\n" + "\n".join(lines)


def without_places(seen: Seen) -> object:
    """`seen` without the lines, which cmark misstates below link definitions and for headers of tables."""
    tables = [(table.header, [row for _, row in table.rows]) for table in seen.tables]
    return [heading[1:] for heading in seen.headings], tables, [code[1:] for code in seen.code]


@pytest.mark.parametrize("group", ["random", "notes"])
def test_random_documents_are_seen_as_by_cmark(group: str) -> None:
    found: dict[str, list[object]] = {}
    for seed in range(3000):
        text = random_document(seed, notes=group == "notes")
        ours = without_places(seen_by_speclint(parse(SourceFile("random.md", text))))
        theirs = without_places(seen_by_cmark(text))
        if ours != theirs:
            found[str(seed)] = [text, ours, theirs]
    check_listed(found, known_differences(group))
