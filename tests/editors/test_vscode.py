"""The problem matchers for VS Code, by the regular expressions of JavaScript, on what the program really prints."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from speclint.workspace.pages import setup_text

from .conftest import LINES, PLACES, needs

if TYPE_CHECKING:
    from .conftest import Scratch

TASKS = {task["label"]: task for task in json.loads(setup_text("vscode-tasks.json"))["tasks"]}

MATCH = """
const { patterns, lines } = JSON.parse(require('fs').readFileSync(0, 'utf8'));
const found = lines.map(line => patterns.map(pattern => {
  const match = new RegExp(pattern).exec(line);
  return match === null ? null : Array.from(match, each => each === undefined ? null : each);
}));
process.stdout.write(JSON.stringify(found));
"""


def matched(patterns: list[str], lines: list[str]) -> Any:
    """For every line and pattern the groups, or null."""
    done = subprocess.run(
        [needs("node"), "-e", MATCH],
        input=json.dumps({"patterns": patterns, "lines": lines}),
        capture_output=True,
        encoding="utf-8",
        check=True,
        timeout=60,
    )
    return json.loads(done.stdout)


def problems(lines: list[str], task: str = "speclint: check") -> list[dict[str, str | None] | None]:
    """What VS Code takes from each line."""
    pattern = TASKS[task]["problemMatcher"]["pattern"]
    groups = {name: number for name, number in pattern.items() if name != "regexp"}
    return [
        None if found is None else {name: found[number] for name, number in groups.items()}
        for (found,) in matched([pattern["regexp"]], lines)
    ]


@pytest.mark.parametrize("task", TASKS)
def test_every_finding_is_a_problem_at_its_place(scratch: Scratch, task: str) -> None:
    found = problems(scratch.run(*TASKS["speclint: check"]["args"]).splitlines(), task)
    assert found == [
        {
            "file": f"notes/{scratch.document.name}",
            "line": str(place.line),
            "column": str(len(LINES[place.line - 1].partition(place.text)[0]) + 1),
            "severity": place.severity,
            "message": f"Invalid value '{place.text}' in column 'Required': expected Yes or No"
            if place.rule == "bad-cell"
            else "Missing section 'How'",
            "code": place.rule,
        }
        for place in PLACES
    ]


def test_other_lines() -> None:
    found = problems(
        [
            "C:\\specs\\a b.md:12:3: error: It is [so]: 'x' [bad-cell]",
            "/specs/12:30 notes.md:12:3: info: x [long-text]",
            ".speclint.yaml:2:1: error: Unknown key `rule`. Did you mean `rules`?",
            "speclint: warning: no Markdown files found in docs",
            "3 files checked; 1 error",
            "[10:20:30] Check started: docs/a.md changed",
        ]
    )
    assert found[0] is not None
    assert found[0]["file"] == "C:\\specs\\a b.md"
    assert found[0]["message"] == "It is [so]: 'x'"
    assert found[1] is not None
    assert (found[1]["file"], found[1]["line"]) == ("/specs/12:30 notes.md", "12")
    assert found[2] is not None
    assert (found[2]["line"], found[2]["code"]) == ("2", None)
    assert found[3:] == [None, None, None]


def test_the_background_task_knows_when_a_check_begins_and_ends() -> None:
    background = TASKS["speclint: watch"]["problemMatcher"]["background"]
    lines = [
        "[10:20:30] Check started",
        "[10:20:30] Check started: docs/a.md changed",
        "[10:20:31] Check finished. Watching for changes; press Ctrl-C to stop",
        "docs/a.md:1:1: error: [10:20:30] Check started [bad-title]",
    ]
    found = matched([background["beginsPattern"], background["endsPattern"]], lines)
    assert [[match is not None for match in line] for line in found] == [
        [True, False],
        [True, False],
        [False, True],
        [False, False],
    ]
