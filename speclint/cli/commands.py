"""The table of commands: one row for each, with what its users need: the parser, completion, the documentation.

The parser, the main function and the completion of shells read it. A row names code, which is loaded when its command is
called. A new command is a row here, and a module with a function for its arguments and one that runs it.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from speclint.base.loading import load
from speclint.base.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class Command(NamedTuple):
    """A command, or one of the actions of a command."""

    help: str
    """What it does, for the list of commands."""
    arguments: str = ""
    """What adds its arguments to a parser, as `speclint.base.loading` takes it. "" for a command that has actions."""
    run: str = ""
    """What runs it: with the arguments, the working directory and the output; gives the exit code.

    "" for a command that has actions, and for the language server, a shell of its own that `__main__` passes in.
    """
    description: str = ""
    """What its own help says; "" for `help` as a sentence."""
    actions: Mapping[str, Command] = MappingProxyType({})
    """Its actions, by name: `speclint rules check`."""

    def about(self) -> str:
        """What its own help says."""
        return self.description or f"{self.help[0].upper()}{self.help[1:]}."

    def runner(self) -> Callable[[Any, str, Any], int]:
        """The function that runs it."""
        function: Callable[[Any, str, Any], int] = load(self.run)
        return function


COMMANDS: dict[str, Command] = {
    "check": Command("Check specifications; for hooks, editors and CI", "cli.check:add_arguments", "cli.check:check"),
    "new": Command("Create a specification from its rule set", "cli.new:add_arguments", "cli.new:new"),
    "completeness": Command(
        "Score how complete specifications are", "cli.completeness:add_arguments", "cli.completeness:completeness"
    ),
    "baseline": Command(
        "Record the current findings, so that only new ones fail", "cli.baseline:add_arguments", "cli.baseline:baseline"
    ),
    "graph": Command("Show the references between specifications", "cli.graph:add_arguments", "cli.graph:graph"),
    "report": Command("Write an HTML page about all specifications", "cli.report:add_arguments", "cli.report:report"),
    "types": Command(
        "List the types of specifications", "cli.catalogue:add_types_arguments", "cli.catalogue:list_types"
    ),
    "explain": Command("Explain a rule or a type", "cli.catalogue:add_explain_arguments", "cli.catalogue:explain"),
    "config": Command(
        "Show the configuration and the type of a path",
        "cli.show_config:add_arguments",
        "cli.show_config:show_config",
    ),
    "completion": Command(
        "Print the completion script of a shell",
        "cli.catalogue:add_completion_arguments",
        "cli.catalogue:print_completion",
    ),
    "schema": Command(
        "Print the JSON Schema of rule files or of the configuration",
        "cli.catalogue:add_schema_arguments",
        "cli.catalogue:print_schema",
    ),
    "rules": Command(
        "Check, test and create rule files",
        actions={
            "check": Command("Validate rule files", "cli.rules:add_check_arguments", "cli.rules:check_rules"),
            "new": Command(
                "Create a rule set with tested examples", "cli.init:add_new_rules_arguments", "cli.init:new_rules"
            ),
            "test": Command(
                "Test rule files against their examples",
                "cli.rules:add_test_arguments",
                "cli.rules:test_rules",
                "Check the documents in examples/TYPE/ next to each rule file, and compare the findings with those "
                "listed at the end of each document. Without FILE: all rule sets, including the bundled ones.",
            ),
        },
    ),
    "server": Command("Run the language server for editors", "cli.server:add_arguments"),
    "init": Command(
        "Set up a repository: configuration, hook, CI, scripts, editors", "cli.init:add_init_arguments", "cli.init:init"
    ),
}
"""In the order in which help lists them."""
