"""What the program says of a document is one short line in plain words, wherever the tests' data hold it.

The messages are those of the examples on the rules' pages, of the cases beside them, of the documents that state their
findings, and of the bundled rule sets themselves.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from speclint.ruleset.examples import read_example

from ..checks.pages import ALL_EXAMPLES  # noqa: TID252 - tests are no installed package
from .words import struck_out

ROOT = Path(__file__).parents[2]
LONGEST = 160
"""Characters of a message, apart from the names that it quotes."""

RAW = re.compile(r"\(\?[:!=<iamsx]|\\[bBdDsSwWAZ]|\[\^|\.\*|\)\?|\]\+|\{\d+,\d*\}")
"""What only a regular expression has."""
QUOTED = re.compile(r"'[^']*'|`[^`]*`")
RULE_TEXT = re.compile(r"^\s*(?:- )?(?:message|guidance|words|description): (?P<text>[^>&*|{].*)$")


def messages() -> set[str]:
    found: set[str] = set()
    for example in ALL_EXAMPLES:
        lines = (example.findings or "").splitlines()
        found.update(re.sub(r"^(?:\S+ )?[\d:-]+ (?:error|warning|info) [a-z-]+ ", "", line) for line in lines)
        found.update((example.help or "").splitlines())
    for folder in (ROOT / "rules" / "examples", ROOT / "tests" / "types"):
        for path in folder.glob("*/*.md"):
            found.update(each.message for each in read_example(path.read_text("utf-8")).expected)
    return found - {""}


MESSAGES = sorted(messages())


def test_there_are_messages_to_look_at() -> None:
    assert len(MESSAGES) > 400


def test_messages_are_short() -> None:
    long = [each for each in MESSAGES if len(QUOTED.sub("''", each)) > LONGEST]
    assert long == []


def test_messages_show_no_regular_expression() -> None:
    # Quoted names are the author's own, or a rule author's where a rule file is wrong.
    raw = [each for each in MESSAGES if RAW.search(QUOTED.sub("''", each))]
    assert raw == []


def test_messages_are_in_plain_words() -> None:
    hits = [
        f"{each}: {hit.found}, better: {hit.instead}" for each in MESSAGES for hit in struck_out(QUOTED.sub("''", each))
    ]
    assert hits == []


@pytest.mark.parametrize("path", sorted((ROOT / "rules").glob("*.yaml")), ids=lambda path: path.stem)
def test_the_texts_of_a_rule_set_are_short_and_in_plain_words(path: Path) -> None:
    wrong = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        text = RULE_TEXT.match(line)
        if text is None:
            continue
        plain = QUOTED.sub("''", text["text"])
        if len(plain) > LONGEST:
            wrong.append(f"{number}: {len(plain)} characters")
        wrong += [f"{number}: {hit.found}, better: {hit.instead}" for hit in struck_out(plain)]
    assert wrong == []
