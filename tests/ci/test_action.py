"""The action, as the runner of GitHub runs it: inputs, annotations, summary, outputs, exit code."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ..shared_build import copy_project  # noqa: TID252 - tests are no installed package
from .runner import Runner, Step

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the stand-in for the runner needs a POSIX system")

RULES = """speclint: 1
type: note
title: Note
applies_to: {files: ["notes/*.md", "**/my notes/*.md"]}
sections:
  - heading: Why
  - heading: How
    presence: recommended
"""
GOOD = "# A\n\n## Why\n\nSo.\n\n## How\n\nSo.\n"
COMMANDS = """a $(touch pwned) `touch pwned` ; touch pwned ; ' ; touch pwned ; ' "; touch pwned ; \""""
"""Read as program text, it runs a command in its place: between quotes of either kind, and outside of them."""
HOSTILE = [COMMANDS, "a\ntouch pwned"]


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture
def runner(tmp_path: Path, home: Path, cache: Path) -> Runner:
    made = Runner(tmp_path, home, cache)
    made.write(".speclint.yaml", "rule_paths: [rules]\n")
    made.write("rules/note.yaml", RULES)
    made.write("notes/good.md", GOOD)
    return made


def test_nothing_found(runner: Runner) -> None:
    step = runner.run()
    assert (step.code, step.annotations()) == (0, [])
    assert step.outputs == {"exit-code": "0", "files": "1", "errors": "0", "warnings": "0", "infos": "0"}
    assert step.summary == "### speclint: 1 file checked; nothing found\n"


def test_findings_are_annotated_counted_and_fail_the_step(runner: Runner) -> None:
    runner.write("notes/bad.md", "# B\n")
    step = runner.run()
    assert step.code == 1
    assert [each[:3] for each in step.annotations()] == [
        ("error", "notes/bad.md", "1"),
        ("warning", "notes/bad.md", "1"),
    ]
    assert step.annotations()[0][3].startswith("Missing section 'Why'")
    assert step.outputs == {"exit-code": "1", "files": "2", "errors": "1", "warnings": "1", "infos": "0"}
    assert "| error | notes\\/bad\\.md\\:1\\:1 | Missing section \\'Why\\' |" in step.summary


def test_without_annotations_findings_are_text(runner: Runner) -> None:
    runner.write("notes/bad.md", "# B\n")
    step = runner.run(annotations="false", summary="false")
    assert (step.code, step.commands, step.summary) == (1, [], "")
    assert "notes/bad.md:1:1: error: Missing section 'Why' [missing-section]" in step.log


def test_paths_may_hold_blanks_and_stand_on_lines(runner: Runner) -> None:
    runner.write("docs/my notes/a b.md", "# B\n")
    runner.write("docs/my notes/-c.md", "# C\n")
    runner.write("notes/bad.md", "# B\n")
    step = runner.run(paths="  docs/my notes/a b.md\r\n\n")
    assert {each[1] for each in step.annotations()} == {"docs/my notes/a b.md"}
    step = runner.run(paths="docs/my notes\nnotes/good.md\n")
    assert {each[1] for each in step.annotations()} == {"docs/my notes/a b.md", "docs/my notes/-c.md"}
    step = runner.run(working_directory="docs/my notes", paths="-c.md", config="../../.speclint.yaml")
    assert step.code == 1


@pytest.mark.parametrize("quoted", ["{}", "'{}'", '"{}"'])
def test_hostile_inputs_would_run_as_program_text(tmp_path: Path, quoted: str) -> None:
    subprocess.run(["bash", "-c", f"echo {quoted.format(COMMANDS)}"], cwd=tmp_path, check=False, capture_output=True)
    assert (tmp_path / "pwned").exists()


@pytest.mark.parametrize("input", ["working_directory", "version", "config", "fail_on", "since", "sarif", "output_files", "completeness", "paths", "annotations"])  # fmt: skip
@pytest.mark.parametrize("text", HOSTILE)
def test_inputs_are_never_program_text(runner: Runner, input: str, text: str) -> None:
    before = {path.name for path in runner.folder.iterdir()}
    step = runner.run(**{input: text})
    # As a path for a report it is a name like any other; everything else is no folder, no file, no number.
    assert step.code == (0 if input == "sarif" and "\n" not in text else 2)
    assert {path.name for path in runner.folder.iterdir()} - before <= {text}
    assert not list(runner.folder.rglob("pwned"))


@pytest.mark.parametrize("input", ["config", "since", "fail_on", "sarif", "version"])
def test_inputs_are_no_options(runner: Runner, input: str) -> None:
    runner.write("notes/bad.md", "# B\n")
    step = runner.run(**{input: "--exit-zero"})
    assert step.code == (1 if input == "sarif" else 2)


@pytest.mark.parametrize(
    "name", ["::error::x.md", "::stop-commands::x.md", "::add-mask::o.md", "a%0A::error::b.md", "a\n::error::b.md"]
)
@pytest.mark.parametrize("annotations", ["true", "false"])
def test_file_names_are_no_commands(runner: Runner, name: str, annotations: str) -> None:
    runner.write(f"notes/{name}", "# B\n")
    (runner.folder / name).write_bytes(b"\xff\xfe")
    step = runner.run(annotations=annotations, paths="notes\n.", working_directory=".")
    names = {each[1] for each in step.annotations()}
    # A line end in a name is shown as such: a log has one line for each.
    shown = name.replace("\n", "\\n")
    assert names == ({f"notes/{shown}"} if annotations == "true" else set())
    assert {each.name for each in step.commands} <= {"error", "warning"}
    assert step.code == 1


def test_sarif_is_written_and_named_from_the_workspace(runner: Runner) -> None:
    runner.write("notes/bad.md", "# B\n")
    step = runner.run(sarif="out/specs.sarif", output_files="junit=out/a b.xml\n\ngitlab=out/c.json")
    assert step.outputs["sarif"] == "out/specs.sarif"
    assert json.loads((runner.folder / "out" / "specs.sarif").read_text())["version"] == "2.1.0"
    assert sorted(path.name for path in (runner.folder / "out").iterdir()) == ["a b.xml", "c.json", "specs.sarif"]
    step = runner.run(sarif="x.sarif", working_directory="notes", config="../.speclint.yaml")
    assert step.outputs["sarif"] == "notes/x.sarif"
    place = json.loads((runner.folder / "notes" / "x.sarif").read_text())["runs"][0]["results"][0]["locations"][0]
    assert place["physicalLocation"]["artifactLocation"]["uri"] == "bad.md", "there is no repository to look from"


def test_sarif_of_an_earlier_run_is_no_output(runner: Runner) -> None:
    runner.write("old.sarif", "{}")
    step = runner.run(sarif="old.sarif", fail_on="often")
    assert (step.code, step.outputs) == (2, {"exit-code": "2"})
    assert (runner.folder / "old.sarif").read_text() == "{}"


def test_broken_configuration_is_an_error_of_the_step(runner: Runner) -> None:
    runner.write(".speclint.yaml", "fail_on: sometimes\n")
    step = runner.run(sarif="a.sarif")
    assert step.code == 2
    assert step.outputs["exit-code"] == "2"
    (annotation,) = step.annotations()
    assert annotation[0] == "error"
    assert annotation[3].startswith(".speclint.yaml:1:10: error:")
    assert "speclint could not check everything" in step.summary


def test_broken_rule_set_is_annotated_in_its_place(runner: Runner) -> None:
    runner.write("rules/note.yaml", RULES.replace("sections", "sectoins"))
    step = runner.run()
    assert step.code == 2
    assert ("error", "rules/note.yaml", "5") in {each[:3] for each in step.annotations()}


@pytest.mark.parametrize(
    ("inputs", "code"),
    [
        ({"fail_on": "never"}, 0),
        ({"fail_on": "warning", "paths": "notes/warned.md"}, 1),
        ({"paths": "notes/warned.md"}, 0),
        ({"paths": "rules"}, 0),
        ({"paths": "rules", "require_specs": "true"}, 2),
        ({"paths": "gone"}, 2),
        ({"baseline": "perhaps"}, 2),
        ({"working_directory": "gone"}, 2),
        ({"changed_sections": "true"}, 2),
        ({"output_files": "sarif"}, 2),
        ({"output_files": "json=notes/bad.md"}, 2),
    ],
)
def test_inputs_mean_what_the_options_of_that_name_mean(runner: Runner, inputs: dict[str, str], code: int) -> None:
    runner.write("notes/bad.md", "# B\n")
    runner.write("notes/warned.md", "# B\n\n## Why\n\nSo.\n")
    step = runner.run(**inputs)
    assert step.code == code
    assert step.outputs["exit-code"] == str(code)


def test_baseline_and_changes(runner: Runner) -> None:
    runner.write("notes/bad.md", "# B\n")
    git(runner, "init", "-q")
    git(runner, "add", "-A")
    git(runner, "commit", "-q", "-m", "one")
    assert runner.run(since="HEAD").code == 0
    runner.write("notes/bad.md", "# B\n\nMore.\n")
    assert runner.run(since="HEAD").code == 1
    assert runner.run(since="nowhere").code == 2
    subprocess.run(["speclint", "baseline", "-q"], cwd=runner.folder, env=runner.environment, check=True)
    assert runner.run().code == 0
    assert runner.run(baseline="false").code == 1


def git(runner: Runner, *arguments: str) -> None:
    identity = ["-c", "user.name=A", "-c", "user.email=a@localhost", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *identity, *arguments], cwd=runner.folder, env=runner.environment, check=True)


@pytest.mark.parametrize(("least", "code"), [("true", 0), ("50", 0), ("99.5", 1), ("many", 2), ("101", 2)])
def test_completeness_is_a_second_gate(runner: Runner, least: str, code: int) -> None:
    # One of two sections is missing, and it is only recommended.
    runner.write("notes/good.md", "# B\n\n## Why\n\nSo.\n")
    step = runner.run(completeness=least)
    assert step.code == code
    assert [each[0] for each in step.annotations()] == ["warning"] + (["error"] if code else [])
    if code < 2:
        assert re.search(r"\n### Completeness\n\n````text\n\[#+\.*\] +[0-9]+%  notes/good\.md \(note\)", step.summary)
        assert step.summary.endswith("\n````\n")


def test_the_matcher_is_registered_where_that_is_wanted(runner: Runner) -> None:
    step = runner.run(problem_matcher="true")
    (command,) = [each for each in step.commands if each.name == "add-matcher"]
    assert json.loads(Path(command.data).read_text())["problemMatcher"]


def test_speclint_that_is_not_there_is_told(runner: Runner, tmp_path_factory: pytest.TempPathFactory) -> None:
    bare = tmp_path_factory.mktemp("bin")
    for name in ("bash", "mktemp", "od", "tr", "rm", "cat", "sed", "head"):
        found = next(Path(folder) / name for folder in os.get_exec_path() if (Path(folder) / name).exists())
        (bare / name).symlink_to(found.resolve())
    # Not the one on the path: that may be a script which looks for others there.
    (bare / "python3").symlink_to(Path(sys.executable).resolve())
    runner.environment["PATH"] = str(bare)
    told = {
        "speclint is not on the PATH: install it in an earlier step": runner.run,
        "invalid input version: expected a version number or 'installed', found '1.0 --index-url=x'": lambda: (
            runner.run(version="1.0 --index-url=x")
        ),
    }
    check_told(told)
    (bare / "python3").unlink()
    check_told({"Python 3.10 or newer is required": runner.run})


def check_told(told: dict[str, Callable[[], Step]]) -> None:
    for words, run in told.items():
        step = run()
        assert step.code == 2
        assert step.annotations()[0][3].startswith(words)
        assert step.outputs == {"exit-code": "2"}


def test_the_action_installs_its_own_revision(runner: Runner, tmp_path_factory: pytest.TempPathFactory) -> None:
    checkout = tmp_path_factory.mktemp("the action")
    copy_project(checkout)
    runner.environment["GITHUB_ACTION_PATH"] = str(checkout)
    # What is installed is compiled when it is imported, if it is. (The 0 means "no compiling": pip reads the variable as the
    # value of the option without "no".)
    runner.environment["PIP_NO_COMPILE"] = "0"
    runner.write("notes/bad.md", "# B\n")
    step = runner.run(version="")
    assert step.code == 1, step.log
    assert step.outputs["errors"] == "1"
