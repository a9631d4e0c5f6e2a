"""The words that the program offers next."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

import pytest

from speclint.checks.rules import RULE_IDS
from speclint.cli.commands import COMMANDS
from speclint.cli.completing import FREE, NAMES, PATHS, answer_for, joined
from speclint.cli.parser import command_parser

from ..cli.scenario import run  # noqa: TID252 - tests are no installed package

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def parsers() -> Iterator[tuple[list[str], argparse.ArgumentParser]]:
    """Every parser, with the words that lead to it."""
    for name in COMMANDS:
        parser = command_parser(name)
        inner = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
        yield [name], parser
        for action in inner:
            yield from (([name, choice], each) for choice, each in action.choices.items())


PARSERS = list(parsers())


@pytest.fixture(autouse=True)
def _shared_cache(monkeypatch: pytest.MonkeyPatch, cache: Path) -> None:
    """What the program remembers is kept for all tests, and not where the user's is."""
    monkeypatch.setenv("SPECLINT_CACHE_DIR", str(cache))


def words(*line: str) -> list[str]:
    return [word for word, _ in answer_for(line, "/").words]


@pytest.mark.parametrize(("lead", "parser"), PARSERS, ids=[" ".join(lead) for lead, _ in PARSERS])
def test_every_option_is_offered(lead: list[str], parser: argparse.ArgumentParser) -> None:
    options = {name for action in parser._actions for name in action.option_strings}
    assert set(words(*lead, "-")) == options


@pytest.mark.parametrize(("lead", "parser"), PARSERS, ids=[" ".join(lead) for lead, _ in PARSERS])
def test_it_is_known_what_every_argument_may_be(lead: list[str], parser: argparse.ArgumentParser) -> None:
    for action in parser._actions:
        if action.nargs == 0 or action.choices is not None:
            continue
        metavar = action.metavar if isinstance(action.metavar, str) else action.dest.upper()
        assert metavar in (*PATHS, *FREE, *NAMES), f"say in cli/completing.py what {metavar} of {lead} may be"


@pytest.mark.parametrize(("lead", "parser"), PARSERS, ids=[" ".join(lead) for lead, _ in PARSERS])
def test_every_choice_is_offered(lead: list[str], parser: argparse.ArgumentParser) -> None:
    for action in parser._actions:
        if action.option_strings and action.choices is not None:
            name = action.option_strings[-1]
            assert words(*lead, name, "") == list(action.choices)
            assert words(*lead, f"{name}=") == [f"{name}={choice}" for choice in action.choices]


def test_commands_come_first() -> None:
    assert words("") == list(COMMANDS)
    assert words() == list(COMMANDS)
    assert words("--") == ["--help", "--version"]
    assert words("nonsense", "") == []


def test_an_option_is_offered_once_unless_it_may_be_repeated() -> None:
    assert "--quiet" not in words("check", "-q", "--")
    assert {"--select", "--ignore"} <= set(words("check", "--select", "placeholder", "--ignore=bad-cell", "--"))


def test_values_are_no_positional_arguments() -> None:
    """`--title TEXT` takes the next word, so the one after it is still the type."""
    assert "component" in words("new", "--title", "Export", "")
    assert "component" not in words("new", "component", "")


def test_rules_of_a_list_are_offered_one_after_another() -> None:
    assert words("check", "--select", "") == sorted(RULE_IDS)
    assert words("check", "--select", "bad-cell,bad-c") == ["bad-cell,bad-code-block"]


def test_paths_are_left_to_the_shell() -> None:
    assert answer_for(["check", ""], "/").kind == "files"
    assert answer_for(["check", "--config="], "/").kind == "behind"
    assert answer_for(["check", "--output-file", "sarif="], "/").kind == "behind"
    assert answer_for(["rules", "new", "--folder", ""], "/").kind == "folders"
    assert answer_for(["check", "--", "--"], "/").kind == "files"


@pytest.mark.parametrize(
    ("line", "expected", "divided"),
    [
        (["check", "--select", "=", "bad"], ["check", "--select=bad"], True),
        (["check", "--select", "="], ["check", "--select="], True),
        (["check", "--select", "=", "a", ""], ["check", "--select=a", ""], False),
        (["check", "--config", "=", "C", ":", "x"], ["check", "--config=C:x"], True),
        (["new", "note", "--set", '"Owner Team'], ["new", "note", "--set", "Owner Team"], False),
        (["new", "note", "--set", "Owner\\ Team", "=", "R"], ["new", "note", "--set", "Owner Team=R"], True),
        (["check", "'it''s'"], ["check", "its"], False),
        ([], [""], False),
    ],
)
def test_bash_divides_words_that_belong_together(line: list[str], expected: list[str], *, divided: bool) -> None:
    assert joined(line) == (expected, divided)


@pytest.mark.parametrize("text", ["rule_paths: [nowhere]\n", "nonsense: [\n", "\x00"])
def test_a_broken_project_says_nothing_while_somebody_types(tmp_path: Path, cache: Path, text: str) -> None:
    (tmp_path / ".speclint.yaml").write_text(text)
    for line in (["new", ""], ["explain", ""], ["check", "--since", ""], ["new", "x", "--set", "A="]):
        done = run(tmp_path, cache, "__complete", "zsh", *line)
        assert (done.returncode, done.stderr) == (0, b"")
        assert done.stdout.splitlines()[0] in (b"words", b"open")


def test_commits_of_the_repository_are_offered(tmp_path: Path, cache: Path) -> None:
    for arguments in (["init", "-q", "-b", "trunk"], ["commit", "-q", "--allow-empty", "-m", "x"], ["tag", "v1"]):
        git(tmp_path, *arguments)
    done = run(tmp_path, cache, "__complete", "fish", "check", "--since", "")
    assert done.stdout.decode().splitlines() == ["words", "HEAD", "trunk", "v1"]


def git(folder: Path, *arguments: str) -> None:
    import subprocess

    identity = ["-c", "user.name=a", "-c", "user.email=a@localhost", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)
