"""What may be next on a command line: the answer to a press of the Tab key.

Owns: reading an unfinished command line by the parsers of the commands, and what each argument may be.
Never: has a list of commands, options or choices of its own; says anything but an answer.

A script in the user's shell calls `speclint __complete SHELL WORD...` with the words behind the program's name, the last one
being the one at the cursor. The first line of the answer is `words`, `open` (words to which more may be joined without a
blank), `files`, `folders` or `behind` (files, behind the last equals sign); then come the words, each with what there is to say of
it behind a tab. Paths are left to the shell, which knows how to quote them.
"""

from __future__ import annotations

import argparse
import os
import sys
from typing import TYPE_CHECKING

from speclint.base.escapes import one_line
from speclint.base.values import NamedTuple
from speclint.cli.commands import COMMANDS
from speclint.cli.parser import command_parser

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from speclint.workspace.projects import Project

Word = tuple[str, str]
"""What may be there, and what it is."""

PATHS = {"PATH": "files", "FILE": "files", "ID": "files", "FOLDER": "folders"}
"""How arguments that are paths are completed, by the name that help has for them."""
FREE = ("ID-SLUG", "SLUG", "TEXT", "PERCENT", "URL", "REV", "PREFIX", "NEW-TYPE", "HOST", "PORT", "SECONDS")
"""Arguments that only the user knows."""
NAMES = ("TYPE", "RULES", "RULE|TYPE", "REF", "FIELD=VALUE", "FORMAT=PATH")
"""Arguments that are names of something; see `_named`."""


class Answer(NamedTuple):
    """What may be next. `kind`: the first line of the answer."""

    kind: str
    words: tuple[Word, ...] = ()


NOTHING = Answer("words")


def complete(argv: Sequence[str]) -> int:
    """Print the answer for a shell and its words; the exit code. Nobody sees an error: a key was pressed."""
    shell, *words = argv
    split = False
    if shell == "bash":
        words, split = joined(words)
    try:
        answer = answer_for(words, os.getcwd())
    except (Exception, SystemExit):  # noqa: BLE001 - whatever is wrong, the shell has nothing to offer then
        answer = NOTHING
    # bash takes what is after the last equals sign for the word.
    cut = words[-1].rpartition("=")[0] + "=" if split and words else ""
    lines = [answer.kind]
    for value, about in answer.words:
        if value.isprintable():
            lines.append(
                f"{value.removeprefix(cut)}\t{one_line(' '.join(about.split()))}" if about else value.removeprefix(cut)
            )
    sys.stdout.buffer.write(("\n".join(lines) + "\n").encode("utf-8", "surrogateescape"))
    return 0


def joined(words: Sequence[str]) -> tuple[list[str], bool]:
    """The words of bash, which divides at `=` and `:` and leaves quotes in; and whether the last one was divided."""
    result: list[str] = []
    glue = split = False
    for word in words:
        if glue or (word in ("=", ":", "::") and result):
            result[-1] += _unquoted(word)
            split = True
        else:
            result.append(_unquoted(word))
            split = False
        glue = word in ("=", ":", "::")
    return result or [""], split and "=" in (result or [""])[-1]


def _unquoted(word: str) -> str:
    """A word without its quotes and backslashes. The last quote may be open."""
    result, quote, escaped = "", "", False
    for character in word:
        if escaped:
            result, escaped = result + character, False
        elif character == "\\" and quote != "'":
            escaped = True
        elif character == quote:
            quote = ""
        elif character in "\"'" and not quote:
            quote = character
        else:
            result += character
    return result


def answer_for(words: Sequence[str], cwd: str) -> Answer:
    """What may take the place of the last word."""
    *before, current = words or [""]
    if not before:
        found = (
            [("--help", ""), ("--version", "")]
            if current.startswith("-")
            else [(name, row.help) for name, row in COMMANDS.items()]
        )
        return _matching(found, current)
    if before[0] not in COMMANDS:
        return NOTHING
    line = _Line(command_parser(before[0]))
    for word in before[1:]:
        line.read(word)
    return line.answer(current, cwd)


class _Line:
    """The finished words of a command line, as its parser understands them."""

    def __init__(self, parser: argparse.ArgumentParser) -> None:
        self._wanting: argparse.Action | None = None
        """The option that waits for its value."""
        self._given: list[argparse.Action] = []
        self._arguments: list[str] = []
        self._ended = False
        self._parser = parser

    def read(self, word: str) -> None:
        """One more finished word."""
        if self._wanting is not None:
            self._wanting = None
        elif word == "--" and not self._ended:
            self._ended = True
        elif word.startswith("-") and word != "-" and not self._ended:
            name, equals, _ = word.partition("=")
            action = self._options().get(name)
            if action is not None:
                self._given.append(action)
                self._wanting = action if _takes_value(action) and not equals else None
        else:
            positional = self._positional()
            if isinstance(positional, argparse._SubParsersAction):  # noqa: SLF001 - argparse has no public name for it
                inner = positional.choices.get(word)
                if inner is not None:
                    self._parser, self._arguments = inner, []
                    return
            self._arguments.append(word)

    def answer(self, current: str, cwd: str) -> Answer:
        """What may take the place of the word at the cursor."""
        if self._wanting is not None:
            return self._values(self._wanting, current, cwd)
        if current.startswith("-") and not self._ended:
            name, equals, value = current.partition("=")
            if equals:
                action = self._options().get(name)
                if action is None or not _takes_value(action):
                    return NOTHING
                answer = self._values(action, value, cwd)
                kind = "behind" if answer.kind == "files" else answer.kind
                return answer._replace(
                    kind=kind, words=tuple((f"{name}={word}", about) for word, about in answer.words)
                )
            return _matching(self._offered(), current)
        positional = self._positional()
        return NOTHING if positional is None else self._values(positional, current, cwd)

    def _actions(self) -> list[argparse.Action]:
        return self._parser._actions  # noqa: SLF001 - argparse offers no other way to ask what a parser knows

    def _options(self) -> dict[str, argparse.Action]:
        return {name: action for action in self._actions() for name in action.option_strings}

    def _offered(self) -> Iterator[Word]:
        """The options that may still be given."""
        for name, action in self._options().items():
            again = isinstance(action, argparse._AppendAction)  # noqa: SLF001 - as above
            if (again or action not in self._given) and action.help != argparse.SUPPRESS:
                yield name, (action.help or "").replace("%%", "%")

    def _positional(self) -> argparse.Action | None:
        """The argument that the next word would be."""
        actions = [action for action in self._actions() if not action.option_strings]
        for number, action in enumerate(actions):
            if action.nargs in ("*", "+") or number >= len(self._arguments):
                return action
        return None

    def _values(self, action: argparse.Action, current: str, cwd: str) -> Answer:
        """What an argument may be. `current`: the part that is typed."""
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001 - as above
            said = {each.dest: each.help or "" for each in action._choices_actions}  # noqa: SLF001 - as above
            return _matching(((name, said.get(name, "")) for name in action.choices), current)
        if action.choices is not None:
            return _matching(((str(choice), "") for choice in action.choices), current)
        metavar = action.metavar if isinstance(action.metavar, str) else action.dest.upper()
        if metavar in PATHS:
            return Answer(PATHS[metavar])
        return _named(metavar, current, cwd, self._arguments) if metavar in NAMES else NOTHING


def _takes_value(action: argparse.Action) -> bool:
    return bool(action.option_strings) and action.nargs != 0


def _matching(words: Iterable[Word], current: str) -> Answer:
    return Answer("words", tuple(word for word in words if word[0].startswith(current)))


def _named(metavar: str, current: str, cwd: str, arguments: Sequence[str]) -> Answer:
    """Names of rules, of types, of commits, of fields."""
    if metavar == "REF":
        return _matching(_refs(cwd), current)
    if metavar == "RULES":
        before, comma, last = current.rpartition(",")
        named = before.split(",")
        rules = _matching(((rule, "") for rule in _rules() if rule not in named), last)
        return rules._replace(words=tuple((before + comma + rule, about) for rule, about in rules.words))
    if metavar == "FORMAT=PATH":
        from speclint.reporters import FORMATS

        if "=" in current:
            return Answer("behind")
        return _matching(((f"{format}=", "") for format in FORMATS), current)._replace(kind="open")
    if metavar == "FIELD=VALUE":
        return _fields(current, cwd, arguments[0] if arguments else "")
    types = [(entry.type, entry.title) for entry in sorted(_project(cwd).library.types)]
    return _matching(types if metavar == "TYPE" else [*types, *((rule, "") for rule in _rules())], current)


def _rules() -> list[str]:
    from speclint.checks.rules import RULE_IDS

    return sorted(RULE_IDS)


def _refs(cwd: str) -> list[Word]:
    from speclint.workspace.files.git import ask_git
    from speclint.workspace.files.repository import repository_of

    repository = repository_of(cwd)
    kinds = ("refs/heads", "refs/remotes", "refs/tags")
    listed = (
        ask_git(repository, "for-each-ref", "--format=%(refname:short)", *kinds) if repository is not None else None
    )
    names = os.fsdecode(listed.stdout).splitlines() if listed is not None and listed.returncode == 0 else []
    return [(name, "") for name in ("HEAD", *names)]


def _fields(current: str, cwd: str, type: str) -> Answer:
    """The metadata fields of a type, and behind the equals sign the values that a field may have."""
    project = _project(cwd)
    ruleset = project.library.ruleset(type) if type in project.library.names() else None
    fields = ruleset.fields if ruleset is not None else ()
    name, equals, _ = current.partition("=")
    if not equals:
        return _matching(((f"{field.name}=", "") for field in fields), current)._replace(kind="open")
    values = [value for field in fields if field.name.casefold() == name.casefold() for value in field.values]
    return _matching(((f"{name}={value}", "") for value in values), current)


def _project(cwd: str) -> Project:
    from speclint.workspace.files.bounds import allowed_paths
    from speclint.workspace.files.discovery import STDIN
    from speclint.workspace.projects import Projects
    from speclint.workspace.store import Memory, Store, cache_folder

    store = Store(cache_folder(os.environ))
    projects = Projects(cwd, store, facts := Memory(store), None, allowed_paths((), os.environ, cwd))
    project = projects.of(os.path.join(cwd, STDIN))
    facts.learn(projects.learned())
    return project
