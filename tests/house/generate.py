"""Writes the reference pages in docs/ and the example in the README: `python tests/house/generate.py`.

A test compares the output with the files, so a page is never older than the rule set or the rule.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[2]))

from speclint.authoring.editors import RULES_SCHEMA
from speclint.base.digest import digest
from speclint.checks.rules import RULES, Rule
from speclint.cli.commands import COMMANDS
from speclint.cli.parser import command_parser
from speclint.config.table import SETTINGS
from speclint.expressions import Expression
from speclint.language.keys import KEYS
from speclint.language.regex import bundled_costs
from speclint.language.regex.cost import analysis
from speclint.reporters import FORMATS
from speclint.reporters.guide import render_guide
from speclint.ruleset.kinds import KINDS
from speclint.workspace.compiled import FOLDER as COMPILED
from speclint.workspace.compiled import compiled_files
from speclint.workspace.library import RuleText, load_with, read_rule_files
from speclint.workspace.pages import setup_text
from speclint.workspace.setup import schema_text
from tests.judgement.figures import recorded, table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from speclint.ruleset import RuleSet
    from speclint.workspace.library import Library

ROOT = Path(__file__).parents[2]
PAGES = ROOT / "speclint" / "checks" / "pages"
LANGUAGES = {"el": "elisp", "vim": "vim"}
NOTE = "<!-- Made by tests/house/generate.py: change the {} instead. -->\n\n"


SETTINGS_MARK = "<!-- The table of speclint/config/table.py, put here by tests/house/generate.py -->"
FORMATS_MARK = "<!-- The table of speclint/reporters/__init__.py, put here by tests/house/generate.py -->"
KINDS_MARK = "<!-- The table of speclint/ruleset/kinds, put here by tests/house/generate.py -->"
FIGURES_MARK = "<!-- The figures of tests/judgement/expected.yaml, put here by tests/house/generate.py -->"

COSTS = ROOT / "speclint" / "language" / "regex" / "bundled_costs.py"
COSTS_HEAD = '''"""What the analysis says of the expressions of the bundled rule sets, by digest.

It gives the lengths of text up to which `re` runs them quickly, and the texts without which they cannot match.

Made by tests/house/generate.py. An expression that is not here is analysed when it is loaded, which takes some
milliseconds.
"""

# fmt: off
COSTS: dict[str, tuple[int, int, tuple[str, ...]]] = {
'''


def page_paths() -> list[Path]:
    """Where the generated pages are, known without making them: one of each rule set, and those that are always there."""
    types = [
        f"docs/types/{path.stem}.md"
        for path in (ROOT / "rules").glob("*.yaml")
        if path.stem not in ("base", "vocabulary")
    ]
    always = [
        "README.md",
        *(
            f"docs/{name}.md"
            for name in (
                "rules",
                "rule-sets",
                "formats",
                "editors",
                "configuration",
                "commands",
                "types",
                "types/README",
            )
        ),
    ]
    return sorted(ROOT / path for path in (f"rules/{RULES_SCHEMA}", *always, *types))


@cache
def _loaded() -> tuple[Library, list[RuleText]]:
    """The bundled rule files, and what they say now, whatever was compiled."""
    files: list[RuleText] = []
    read_rule_files(str(ROOT / "rules"), str(ROOT), files, [], bundled=True)
    return load_with([], files), files


@cache
def bundled() -> Mapping[str, RuleSet]:
    """The bundled rule sets by their type."""
    library, _ = _loaded()
    rulesets = {entry.type: library.ruleset(entry.type) for entry in library.types}
    return {type: ruleset for type, ruleset in rulesets.items() if ruleset is not None}


def compiled_rule_sets() -> dict[Path, str]:
    """The bundled rule sets as the program comes with them, by path."""
    library, files = _loaded()
    made = compiled_files(files, tuple(bundled().values()), library.types)
    return {ROOT / "rules" / COMPILED / name: text for name, text in made.items()}


@cache
def pages() -> Mapping[Path, str]:
    """The generated pages by their path."""
    rulesets = bundled()
    found = {ROOT / "rules" / RULES_SCHEMA: schema_text(configuration=False)}
    found |= {
        ROOT / "docs" / "rules.md": NOTE.format("table in speclint/checks/rules.py or the pages beside it") + _rules()
    }
    found[ROOT / "docs" / "editors.md"] = editors_page()
    found[ROOT / "README.md"] = readme()
    found[ROOT / "docs" / "configuration.md"] = settings_page()
    found[ROOT / "docs" / "rule-sets.md"] = kinds_page()
    found[ROOT / "docs" / "formats.md"] = formats_page()
    found[ROOT / "docs" / "types.md"] = figures_page()
    found[ROOT / "docs" / "commands.md"] = NOTE.format("table in speclint/cli/commands.py") + _commands()
    index = ["# The bundled types\n", "| Type | For | Files |", "|------|-----|-------|"]
    for type, ruleset in sorted(rulesets.items()):
        guide = render_guide(ruleset) + _example(type)
        found[ROOT / "docs" / "types" / f"{type}.md"] = NOTE.format(f"rule set rules/{type}.yaml") + guide
        first = ruleset.description.split(". ")[0].rstrip(".")
        index.append(f"| [{type}]({type}.md) | {first} | `{ruleset.naming.folder}/{ruleset.naming.file_example}.md` |")
    index += ["", "[How well they judge](../types.md): what they find in documents by other authors."]
    found[ROOT / "docs" / "types" / "README.md"] = NOTE.format("rule sets in rules/") + "\n".join(index) + "\n"
    return found


@cache
def costs() -> dict[str, tuple[int, int, tuple[str, ...]]]:
    """What the analysis of expressions says of those of the bundled rule sets, by digest."""
    return {digest(str(each))[:16]: analysis(str(each)) for each in set(expressions_in(tuple(bundled().values())))}


def costs_module() -> str:
    """speclint/language/regex/bundled_costs.py: the same as a module."""
    rows = "".join(
        f'    "{key}": ({whole}, {part}, {_tuple_of(literals)}),\n'
        for key, (whole, part, literals) in sorted(costs().items())
    )
    return COSTS_HEAD + rows + "}\n"


def _tuple_of(texts: tuple[str, ...]) -> str:
    """A tuple of texts as the formatter writes it."""
    quoted = (repr(text) if '"' in text else json.dumps(text, ensure_ascii=False) for text in texts)
    return f"({', '.join(quoted)}{',' * (len(texts) == 1)})"


def expressions_in(value: object) -> Iterator[Expression]:
    """Every expression of a rule set, or of several."""
    if isinstance(value, Expression):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from expressions_in(part)


def editors_page() -> str:
    """docs/editors.md with the files of the editors as they are: each follows a comment that names it."""
    page = (ROOT / "docs" / "editors.md").read_text("utf-8")

    def block(match: re.Match[str]) -> str:
        name = match["name"]
        language = LANGUAGES.get(name.rpartition(".")[2], name.rpartition(".")[2])
        return f"<!-- file: {name} -->\n\n```{language}\n{setup_text(name)}```\n"

    return re.sub(r"<!-- file: (?P<name>[a-z.-]+) -->\n(?:\n```[a-z]*\n.*?\n```\n)?", block, page, flags=re.DOTALL)


EXAMPLE = "docs/specs/component/cmp-001-export-service.md"
MISTAKES = {"## Monitoring": "## Monitorng", "| PORT | number | Yes |": "| PORT | number | Maybe |"}


def readme() -> str:
    """README.md with what `speclint check` prints today for the example with two mistakes."""
    page, text = (ROOT / "README.md").read_text("utf-8"), (ROOT / EXAMPLE).read_text("utf-8")
    for right, wrong in MISTAKES.items():
        if right not in text:
            raise ValueError(f"{EXAMPLE} has no '{right}': change MISTAKES")
        text = text.replace(right, wrong, 1)
    command = [sys.executable, "-m", "speclint", "check", "--output-format", "full", "--color", "never"]
    done = subprocess.run(
        [*command, "--stdin-filename", EXAMPLE, "-"],
        cwd=ROOT,
        input=text.encode(),
        capture_output=True,
        check=False,
    )
    if done.returncode != 1:
        raise ValueError(done.stderr.decode())
    block = f"<!-- output -->\n```text\n{done.stdout.decode().strip()}\n```\n"
    return re.sub(r"<!-- output -->\n(?:```text\n.*?\n```\n)?", lambda _: block, page, count=1, flags=re.DOTALL)


def settings_page() -> str:
    """docs/configuration.md with the table of settings as it is."""
    rows = "".join(f"| `{key}` | {_cell(setting.docs)} |\n" for key, setting in SETTINGS.items())
    return _with_table("configuration.md", SETTINGS_MARK, f"| key | meaning |\n|---|---|\n{rows}")


def formats_page() -> str:
    """docs/formats.md with the table of output formats as it is."""
    head = "| Format | For | Columns | Severities: error, warning, info |\n|--------|-----|---------|----------------------------------|\n"
    rows = (f"| `{name}` | {row.readers} | {row.columns} | {row.severities} |\n" for name, row in FORMATS.items())
    return _with_table("formats.md", FORMATS_MARK, head + "".join(rows))


def _with_table(name: str, mark: str, table: str) -> str:
    """A page of docs/ with a table behind the comment that says where it comes from."""
    page = (ROOT / "docs" / name).read_text("utf-8")
    if f"{mark}\n" not in page:
        raise ValueError(f"docs/{name} has no line {mark}: put it where the table belongs")
    return re.sub(rf"{re.escape(mark)}\n(?:\n(?:\|.*\n)+)?", lambda _: f"{mark}\n\n{table}", page)


def kinds_page() -> str:
    """docs/rule-sets.md with the kinds of content and their keys as they are."""
    rows = []
    for kind in KINDS:
        rows.append(f"| **`{kind.key}`** | {_cell(kind.about)} `{_cell(f'{kind.key}: {kind.example}')}` |\n")
        rows += [f"| `{key.name}` | {_cell(key.note.about)} |\n" for key in KEYS[kind.key].values()]
    return _with_table("rule-sets.md", KINDS_MARK, f"| kind, and its keys | meaning |\n|---|---|\n{''.join(rows)}")


def figures_page() -> str:
    """docs/types.md with the recorded figures of the bundled rule sets."""
    return _with_table("types.md", FIGURES_MARK, table({type: each.figures for type, each in recorded().items()}))


def _example(type: str) -> str:
    good = sorted((ROOT / "rules" / "examples" / type).glob("*-001-*.md"))
    if not good:
        return ""
    return f"\n## Example\n\n[{good[0].name}](../../rules/examples/{type}/{good[0].name})\n"


COMMANDS_HEAD = """# Commands

| Command | What it does |
|---------|--------------|
"""


def _commands() -> str:
    index = [f"| [`speclint {name}`](#speclint-{name}) | {_cell(row.help)} |\n" for name, row in COMMANDS.items()]
    text = COMMANDS_HEAD + "".join(index)
    for name, row in COMMANDS.items():
        parser = command_parser(name)
        text += f"\n## speclint {name}\n\n{row.about()}\n"
        inner = [each for each in parser._actions if isinstance(each, argparse._SubParsersAction)]
        for action, each in inner[0].choices.items() if inner else ():
            text += f"\n### speclint {name} {action}\n\n{row.actions[action].about()}\n{_arguments(each)}"
        text += "" if inner else _arguments(parser)
    return text


def _arguments(parser: argparse.ArgumentParser) -> str:
    """The arguments of a command as a table."""
    rows = []
    for each in parser._actions:
        if isinstance(each, argparse._HelpAction):
            continue
        choices = "{" + ",".join(map(str, each.choices)) + "}" if each.choices else ""
        value = "" if each.option_strings and each.nargs == 0 else choices or str(each.metavar)
        name = " ".join(filter(None, (", ".join(each.option_strings), value)))
        rows.append(f"| `{_cell(name)}` | {_cell((each.help or '').replace('%%', '%'))} |\n")
    return f"\n| Argument | Meaning |\n|----------|---------|\n{''.join(rows)}" if rows else ""


def _cell(text: str) -> str:
    """Text in the cell of a table."""
    return text.replace("|", "\\|")


PHASES = {
    "document": "the document",
    "content": "the content of a section",
    "project": "the project",
    "suppression": "comments",
    "workspace": "the baseline",
    "engine": "the file",
}
"""What the rules of a phase judge."""


RULES_HEAD = """# Rules

Each rule has a default severity. A rule about the content of a section has none of its own: its findings have the severity
that the rule set gives what it expects there. A rule marked `off` does not run by default. It runs if the settings, a rule set or
`--select` name it, with the severity in parentheses unless they give another.

`--fix` applies the safe fixes of a rule, `--fix --unsafe-fixes` the unsafe ones too. See [Fixes](fixes.md).

| Rule | Judges | Severity | Fix | What it reports |
|------|--------|----------|-----|-----------------|
"""


def _rules() -> str:
    return RULES_HEAD + "".join(f"{_row(id, rule)}\n" for id, rule in RULES.items())


def _row(id: str, rule: Rule) -> str:
    summary = " ".join((PAGES / f"{id}.md").read_text("utf-8").split("\n\n")[1].split()).replace("|", "\\|")
    severity = f"off ({rule.severity})" if rule.off else rule.severity or "as expected"
    fixes = ", ".join(rule.fixes)
    return f"| [{id}](../speclint/checks/pages/{id}.md) | {PHASES[rule.phase]} | {severity} | {fixes} | {summary} |"


def main() -> None:
    """Write the pages, and remove those that nothing makes any more."""
    COSTS.write_text(costs_module(), "utf-8", newline="\n")
    # What was loaded so far has the costs of before.
    bundled_costs.COSTS.update(costs())
    bundled.cache_clear()
    _loaded.cache_clear()
    # The example in the README is printed by the program, which reads what was compiled.
    compiled = compiled_rule_sets()
    _write(compiled)
    made = pages()
    _write(made)
    for path in (ROOT / "rules" / COMPILED).glob("*"):
        if path not in compiled:
            path.unlink()
    for path in (ROOT / "docs" / "types").glob("*.md"):
        if path not in made:
            path.unlink()


def _write(made: Mapping[Path, str]) -> None:
    for path, text in made.items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8", newline="\n")


if __name__ == "__main__":
    main()
