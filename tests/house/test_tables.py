"""Each table against everybody who uses it: an entry that is left out anywhere fails with what to add where.

Formats have theirs in tests/reporters/test_formats.py, beside their readers.
"""

from __future__ import annotations

import ast
import inspect
import subprocess
import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from speclint.base.loading import load
from speclint.checks.project_registry import PROJECT_CHECKS
from speclint.checks.registry import CONTENT_CHECKS, DOCUMENT_CHECKS
from speclint.checks.rules import RULES, code_of
from speclint.cli.commands import COMMANDS, Command
from speclint.cli.parser import command_parser
from speclint.config.model import Config
from speclint.config.reading import read_yaml_config
from speclint.config.schema import config_schema
from speclint.config.table import SETTINGS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

ROOT = Path(__file__).parents[2]
CHECKS = ROOT / "speclint" / "checks"
SIGNATURES = {
    "document": "(binding: 'Binding') -> 'Iterator[Finding]'",
    "content": "(case: 'Case') -> 'Iterator[Finding]'",
    "project": "(facts: 'DocumentFacts', index: 'ProjectIndex') -> 'Iterator[Finding]'",
}
"""By phase, what the function `check` of a rule's module takes and gives."""
WITH_CODE = [id for id, rule in RULES.items() if rule.phase in SIGNATURES]
NO_CHECKS = {"__init__", "rules", "registry", "project_registry"}


def signature(function: Callable[..., object]) -> str:
    return str(inspect.signature(function, eval_str=False))


def exists(place: str) -> bool:
    """Whether a row names code that exists, such as `cli.check:check`."""
    module, _, name = place.partition(":")
    return find_spec(f"speclint.{module}") is not None and hasattr(import_module(f"speclint.{module}"), name)


@pytest.mark.parametrize("id", WITH_CODE)
def test_a_rule_has_its_code(id: str) -> None:
    module = CHECKS / f"{id.replace('-', '_')}.py"
    assert module.exists(), f"the rule {id} has no module: add {module.relative_to(ROOT)} with `check`"
    form = SIGNATURES[RULES[id].phase]
    assert exists(code_of(id)), f"{module.relative_to(ROOT)} needs `def check{form}`"
    assert signature(load(code_of(id))) == form, f"{module.relative_to(ROOT)} needs `def check{form}`"
    assert module.read_text("utf-8").startswith(f'"""{id}: '), "its docstring begins with the id of the rule"


def test_every_module_of_checks_is_a_rule() -> None:
    modules = {path.stem for path in CHECKS.glob("*.py")} - NO_CHECKS
    left_out = modules - {id.replace("-", "_") for id in WITH_CODE}
    assert not left_out, f"modules without a row in RULES of speclint/checks/rules.py: {sorted(left_out)}"


def test_every_rule_that_has_code_runs() -> None:
    running = [id for checks in (DOCUMENT_CHECKS, CONTENT_CHECKS, PROJECT_CHECKS) for id, *_ in checks]
    assert sorted(running) == sorted(WITH_CODE), "a phase in speclint/checks/rules.py that no registry runs"


def test_every_rule_has_a_page_and_every_page_a_rule() -> None:
    pages = {path.stem for path in (CHECKS / "pages").glob("*.md")}
    assert not RULES.keys() - pages, "rules without a page in speclint/checks/pages"
    assert not pages - RULES.keys(), "pages without a row in RULES of speclint/checks/rules.py"


@pytest.mark.parametrize("id", RULES)
def test_a_row_of_a_rule_makes_sense(id: str) -> None:
    rule = RULES[id]
    assert bool(rule.kind) == (rule.phase == "content"), "content rules judge a kind of content, and no others do"
    assert bool(rule.severity) == (rule.phase != "content"), "the severity of a content rule is that of the expectation"
    assert not rule.absence or rule.phase == "content"
    assert set(rule.fixes) <= {"safe", "unsafe"}
    assert id not in rule.formerly
    # An id that no rule has any more would have to be taken where ids are read: flags, settings, rule files, comments.
    assert set(rule.formerly) <= RULES.keys(), f"{id} was known as a rule that is gone"


CALLED = {
    name if not action else f"{name} {action}": row
    for name, command in COMMANDS.items()
    for action, row in (command.actions.items() or [("", command)])
}
"""All commands that do something, by the words that call them."""
TESTS = [*(ROOT / "tests" / "cli" / "scenarios").rglob("*.txt"), *(ROOT / "tests").rglob("test_*.py")]


def without_code(name: str, row: Command) -> list[str]:
    """The functions that a row of COMMANDS names and that do not exist, each with what to add."""
    return [
        f"`speclint {name}`: {place} does not exist: add `def {place.partition(':')[2]}({takes}` to "
        f"speclint/{place.partition(':')[0].replace('.', '/')}.py, or correct its row in COMMANDS of speclint/cli/commands.py"
        for place, takes in (
            (row.arguments, "parser: ArgumentParser) -> None"),
            (row.run, "arguments: Namespace, cwd: str, output: Output) -> int"),
        )
        if place and not exists(place)
    ]


def test_a_row_without_its_code_says_what_to_add() -> None:
    row = Command("Check", "cli.gone:add_arguments", "cli.check:gone")
    first, second = without_code("gone", row)
    assert "add `def add_arguments(parser: ArgumentParser) -> None` to speclint/cli/gone.py" in first
    assert "add `def gone(arguments: Namespace, cwd: str, output: Output) -> int` to speclint/cli/check.py" in second


@pytest.mark.parametrize("name", CALLED)
def test_a_command_has_its_functions(name: str) -> None:
    row = CALLED[name]
    assert not (gone := without_code(name, row)), "\n".join(gone)
    assert signature(load(row.arguments)) == "(parser: 'ArgumentParser') -> 'None'", (
        f"{row.arguments} adds the arguments of a command"
    )
    if row.run:
        assert signature(row.runner()) == "(arguments: 'Namespace', cwd: 'str', output: 'Output') -> 'int'"
    else:
        assert name == "server", f"`speclint {name}` has nothing that runs it: name it in COMMANDS"


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_is_read_by_its_parser(name: str) -> None:
    parser = command_parser(name)
    assert parser.get_default("command") == name
    assert parser.description == COMMANDS[name].about()


def test_the_arguments_of_a_command_are_cheap_to_ask_for() -> None:
    """A press of Tab and `--help` load the module of their command: what only a run needs is imported in the run."""
    unwanted = ("mistune", "pydantic", "ruamel", "pygls", "speclint.checks.registry")
    probe = (
        "import sys; from speclint.cli.parser import command_parser\n"
        f"for name in {list(COMMANDS)}:\n"
        f"    command_parser(name); found = [each for each in {unwanted} if each in sys.modules]\n"
        "    assert not found, f'the module of `speclint {name}` imports {found}: import it in the function that runs it'"
    )
    done = subprocess.run([sys.executable, "-c", probe], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", CALLED)
def test_a_command_is_tested(name: str) -> None:
    # In a scenario, or as an argument of a runner of the tests.
    ways = (f"=== run {name}", ", ".join(f'"{word}"' for word in name.split()))
    texts = (path.read_text("utf-8") for path in TESTS)
    assert any(way in text for text in texts for way in ways), (
        f"`speclint {name}` has no test: add a scenario to tests/cli/scenarios"
    )


def test_a_row_of_a_command_makes_sense() -> None:
    for name, row in COMMANDS.items():
        assert bool(row.arguments) != bool(row.actions), f"{name}: arguments of its own, or actions"
        assert not (row.run and row.actions), f"{name}: its actions run, and not the command itself"
        assert not any(each.actions for each in row.actions.values())


NOT_SET = {"path", "places", "keys"}
"""Members of `Config` that no key of a configuration sets."""


def test_every_member_of_a_configuration_is_a_setting_and_every_setting_a_member() -> None:
    held = {member for key, setting in SETTINGS.items() for member in setting.members or (key,)}
    members = set(Config._fields) - NOT_SET
    assert not members - held, "members of Config without a row in SETTINGS of speclint/config/table.py"
    assert not held - members, "settings without a member of Config in speclint/config/model.py"


@pytest.mark.parametrize("key", SETTINGS)
def test_a_setting_is_known_everywhere(key: str) -> None:
    page = (ROOT / "docs" / "configuration.md").read_text("utf-8")
    example = page.partition("```yaml\n")[2].partition("```")[0]
    assert f"| `{key}` | " in page, "run: python tests/house/generate.py"
    assert f"\n{key}:" in f"\n{example}", f"`{key}` is missing from the example in docs/configuration.md"
    assert config_schema()["properties"][key]["description"] == SETTINGS[key].about
    shown = SETTINGS[key].shown(Config(), key)
    assert shown is False or shown in ([], {}, "error", "none"), "what holds where nothing is set is plain data"


def test_the_example_in_the_docs_sets_every_setting() -> None:
    page = (ROOT / "docs" / "configuration.md").read_text("utf-8")
    config, errors = read_yaml_config(".speclint.yaml", page.partition("```yaml\n")[2].partition("```")[0])
    assert errors == ()
    assert set(config.keys) == set(SETTINGS)


def read_of(name: str, tree: ast.AST) -> set[str]:
    """The members that are read of values with a name, such as `config` in `self.config.exclude`."""
    values = ((node.attr, node.value) for node in ast.walk(tree) if isinstance(node, ast.Attribute))
    return {
        member
        for member, value in values
        if (isinstance(value, ast.Name) and value.id == name)
        or (isinstance(value, ast.Attribute) and value.attr == name)
    }


def used_of_config(texts: Iterable[str]) -> set[str]:
    """The members of a configuration that modules read: of a value that is called `config`, or by its methods."""
    used = {member for text in texts for member in read_of("config", ast.parse(text))}
    methods = {
        node.name: read_of("self", node)
        for node in ast.walk(ast.parse(inspect.getsource(Config)))
        if isinstance(node, ast.FunctionDef)
    }
    # To read the settings of a file (`at`) is to use none of them: it only lays them over each other.
    waiting = [name for name in used if name in methods and name != "at"]
    while waiting:
        new = methods.get(waiting.pop(), set()) - used
        used |= new
        waiting += new
    return used


def modules() -> dict[str, str]:
    """The texts of the program, without those that hold, read and describe configurations."""
    package = ROOT / "speclint"
    own = [package / "config" / name for name in ("model.py", "table.py")]
    return {str(path): path.read_text("utf-8") for path in package.rglob("*.py") if path not in own}


def test_every_member_of_a_configuration_is_used() -> None:
    """A setting that is read from a file and then used by nobody would be accepted without effect."""
    used = used_of_config(modules().values())
    left = [member for member in Config._fields if member not in used]
    assert not left, (
        f"members of Config that nobody uses, so that their settings have no effect: {left}: "
        "read `config.MEMBER` where it decides something, or remove the member and its row in SETTINGS"
    )


def test_a_read_of_something_else_is_no_use_of_a_configuration() -> None:
    assert "select" not in used_of_config(["arguments.select + self.select", "config.at(path)"])
    assert {"select", "types", "per_path"} <= used_of_config(["self.config.select", "config.types_for(path)"])
