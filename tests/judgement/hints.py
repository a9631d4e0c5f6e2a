"""What the findings on a folder of documents say was found in place of what is missing, to be read and judged by people.

    python tests/judgement/hints.py FOLDER                        all hints, each document judged as each type
    python tests/judgement/hints.py FOLDER --type plan            as one type
    python tests/judgement/hints.py FOLDER --sample 100 --seed 1  a hundred of them, whatever their kind
    python tests/judgement/hints.py FOLDER --documents 200        of two hundred documents

A hint is right if a fair reviewer would say that what was found is what was meant. Documents of other formats, judged as a type
that they are not, show best whether hints are too eager.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import sys
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

sys.path.insert(0, str(Path(__file__).parents[2]))

import speclint
from tests.judgement.measure import OUTSIDE, TYPES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

KINDS = {
    "title": re.compile(r"the heading '.+' has level 1, so it is the title"),
    "meant": re.compile(r"did you mean '"),
    "in place": re.compile(r"found '.+' in its place"),
    "subsections": re.compile(r"found '.+' with its subsections"),
    "level": re.compile(r"found '.+' (?:at level \d|under ')"),
    "form": re.compile(
        r"found '.+' (?:as |in |with text behind)|found '.+', (?:which|with|without) |its (?:heading|line) is inside |: it is in"
        r"|' defines a link"
    ),
    "table": re.compile(
        r"the table here is in|found an HTML table|a blank line is between the header|to be a table$|row of dashes"
    ),
}
"""The kinds of hints, by what they say; the first that fits."""


class Hint(NamedTuple):
    """What one finding says was found."""

    kind: str
    type: str
    rule: str
    document: str
    line: int
    message: str
    text: str
    """The line of the document."""


def hint_kind(message: str) -> str:
    """The kind of hint that a message has; "" if it has none."""
    return next((kind for kind, form in KINDS.items() if form.search(message)), "")


def hints(folder: Path, types: Sequence[str], most: int, seed: int) -> Iterator[Hint]:
    """The hints on the documents of a folder, or on some of them. `most`: 0 for all documents."""
    paths = sorted(path for path in folder.rglob("*.md") if path.is_file())
    if 0 < most < len(paths):
        paths = sorted(random.Random(seed).sample(paths, most))
    texts = {f"{number:05}": path.read_bytes() for number, path in enumerate(paths)}
    with TemporaryDirectory() as copy:
        # No configuration of a folder above is used, and nothing that a document says of its own type or of its rules.
        Path(copy, ".speclint.yaml").touch()
        for name, text in texts.items():
            Path(copy, f"{name}.md").write_bytes(text)
        for type in types:
            for found in speclint.lint_paths(".", type=type, cwd=copy):
                kind = hint_kind(found.message) if found.rule not in OUTSIDE else ""
                if kind:
                    name, line = Path(found.path).stem, found.range.start.line
                    document = os.path.relpath(paths[int(name)], folder)
                    there = texts[name].decode("utf-8", "replace").split("\n")[line - 1].strip()
                    yield Hint(kind, type, found.rule, document, line, found.message, there)


def main() -> None:
    """Print the hints, and how many there are of each kind."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="a folder of Markdown files")
    parser.add_argument("--type", choices=TYPES, action="append", help="judge as this type; may be repeated")
    parser.add_argument("--kind", choices=list(KINDS), action="append", help="only hints of this kind")
    parser.add_argument("--documents", type=int, default=0, metavar="N", help="look at this many documents")
    parser.add_argument("--sample", type=int, default=0, metavar="N", help="print this many of the hints")
    parser.add_argument("--seed", type=int, default=1, help="which documents and hints these are")
    asked = parser.parse_args()
    found = list(hints(asked.folder, asked.type or TYPES, asked.documents, asked.seed))
    found = [each for each in found if not asked.kind or each.kind in asked.kind]
    counts = Counter(each.kind for each in found)
    if 0 < asked.sample < len(found):
        found = sorted(random.Random(asked.seed).sample(found, asked.sample))
    lines = [
        f"{each.kind}: {each.type}: {each.document}:{each.line}: {each.message} [{each.rule}] | {each.text[:100]}"
        for each in sorted(found)
    ]
    lines.append(", ".join(f"{kind} {counts[kind]}" for kind in KINDS))
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
