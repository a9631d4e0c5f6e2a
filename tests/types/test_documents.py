"""Whole documents of every bundled type: each must give the findings that it states at its end, and only these.

The documents are those beside the rule sets, which `speclint explain` shows, and those in the folders beside this file.
See `speclint.ruleset.examples` for how a document states its findings.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from speclint.ruleset.examples import compare, read_example

from ..amount import LONG  # noqa: TID252 - tests are no installed package
from ..each import judge_each  # noqa: TID252
from ..golden import Place  # noqa: TID252

if TYPE_CHECKING:
    from ..golden import Golden  # noqa: TID252
    from .conftest import Types

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
TYPES = sorted(path.stem for path in (ROOT / "rules").glob("*.yaml") if path.stem not in ("base", "vocabulary"))
DOCUMENTS = sorted([*(ROOT / "rules" / "examples").glob("*/*.md"), *HERE.glob("*/*.md")])

LINE_ENDS = {
    "lf": lambda data: data,
    "crlf": lambda data: data.replace(b"\n", b"\r\n"),
    "cr": lambda data: data.replace(b"\n", b"\r"),
    "byte-order mark": lambda data: b"\xef\xbb\xbf" + data,
    "no final newline": lambda data: data.rstrip(b"\n"),
}
FORMS = {
    path: list(LINE_ENDS) if LONG else ["lf", *list(LINE_ENDS)[1 + number % 2 :: 2]]
    for number, path in enumerate(DOCUMENTS)
}
"""How each document ends its lines: as it is written, and in half of the other ways; the next one in the other half."""


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_document_gives_exactly_the_findings_that_it_states(types: Types, path: Path, golden: Golden) -> None:
    text = path.read_text("utf-8")
    example = read_example(text)
    assert not example.faults

    def judge(ends: str) -> None:
        found = types.lint(path.parent.name, LINE_ENDS[ends](example.text.encode()), path.name)
        if compare(example.expected, found):
            stated = "".join(f"{each}\n" for each in example.expected)
            given = "".join(f"{finding}\n" for finding, _ in compare([], found))
            form = "<!-- speclint-expect\n{}-->\n" if given else "{}"
            golden.same(given, stated, Place(path, len(example.text), len(text)), form)

    judge_each(FORMS[path], judge)


@pytest.mark.parametrize("type", TYPES)
@pytest.mark.parametrize("folder", [ROOT / "rules" / "examples", HERE], ids=["beside the rule set", "here"])
def test_every_type_has_a_good_document_and_bad_ones(type: str, folder: Path) -> None:
    stated = [read_example(path.read_text("utf-8")).expected for path in (folder / type).glob("*.md")]
    assert any(not expected for expected in stated)
    assert any(expected for expected in stated)


@pytest.mark.parametrize("type", TYPES)
def test_the_bad_documents_of_a_type_show_many_rules(type: str) -> None:
    """A rule set whose documents break only one or two rules is hardly tested."""
    paths = [path for path in DOCUMENTS if path.parent.name == type]
    rules = {finding.rule for path in paths for finding in read_example(path.read_text("utf-8")).expected}
    assert len(rules) >= 6, rules


def test_every_way_to_end_lines_is_tried() -> None:
    assert {each for forms in FORMS.values() for each in forms} == set(LINE_ENDS)


def test_the_command_runs_the_examples_beside_the_rule_sets(cache: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "speclint", "rules", "test"],
        cwd=ROOT,
        env={**os.environ, "SPECLINT_CACHE_DIR": str(cache)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "")
    count = len(list((ROOT / "rules" / "examples").glob("*/*.md")))
    assert f"{count} examples run; all passed" in done.stderr
