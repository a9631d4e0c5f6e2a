"""Starts a check, with everything that belongs to one.

    python tests/house/new_check.py shouted-heading document
    python tests/house/new_check.py deep-list list --option depth:number
    python tests/house/new_check.py late-spec project

Writes the module, its page with examples that run as tests, and its row in the table of rules. An option of a content kind
is a member of the kind's class, with what rule files say for it. One of the whole document is also a key of rule files, its
reading, its row in docs/rule-sets.md and test data. The check finds nothing yet, so the first example of its page fails until the check is written.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[2]))

from speclint.ruleset.kinds import BY_KEY
from tests.house.new_option import FORMS, add_option, option_of

if TYPE_CHECKING:
    from tests.house.new_option import Option

ROOT = Path(__file__).parents[2]
KINDS = ("document", *BY_KEY, "project")
"""What a check can judge: the document, one kind of content, or a document among the others of its project."""

HEAD = '''"""{id}: say in one line what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING
'''

DOCUMENT_CHECK = (
    HEAD
    + '''
if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.base.diagnostics import Finding
    from speclint.binding import Binding


def check(binding: Binding) -> Iterator[Finding]:
    """One finding at ... say where."""
    {unless_document}
    yield from ()
'''
)

CONTENT_CHECK = (
    HEAD
    + '''
from {module} import {spec}

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.base.diagnostics import Finding
    from speclint.binding import Case


def check(case: Case) -> Iterator[Finding]:
    """One finding at ... say where."""
    spec = case.expectation.spec
    if not isinstance(spec, {spec}){unless_content}:
        return
    yield from ()
'''
)

PROJECT_CHECK = (
    HEAD
    + '''
if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.base.diagnostics import Finding
    from speclint.project import DocumentFacts, ProjectIndex


def check(facts: DocumentFacts, index: ProjectIndex) -> Iterator[Finding]:
    """One finding at ... say where."""
    del facts, index
    yield from ()
'''
)

PAGE = """# {id}

Say in one sentence what it reports.

## What it does

Say what it looks at, and where the finding is.

## Why it matters

Say who is affected, and how.

## Options

{options}

## Invalid

### A first example

```yaml
{rules}```

````markdown
{document}````

```text
{place} error {id} say what is wrong
```

## Valid

### A document without this mistake

```yaml
{rules}```

````markdown
{document}````

## {fix}

Say what to change.
"""

RULES = """speclint: 1
type: component
title: Component
"""
CONTENT = {
    "text": "Writes reports to files.",
    "table": "| Name | Value |\n|------|-------|\n| A    | B     |",
    "list": "- Writes reports\n- Sends them",
    "code": "```json\n{}\n```",
    "fields": "**Owner**: Team A",
    "image": "![Flow](flow.png)",
    "link": "See [the plan](https://example.com/plan).",
    "diagram": "```mermaid\ngraph LR\n```",
    "any_of": "Writes reports to files.",
}
"""Content of a kind in a document, for the examples on a page."""
ENTRIES = {"table": "columns: [Name, Value]", "fields": "[Owner]", "any_of": "[text: {}]"}


def begin(root: Path, rule: str, kind: str, option: Option | None = None) -> list[Path]:
    """Write and register a check in a tree; the files that were written. Raises ValueError if that is impossible."""
    if not re.fullmatch(r"[a-z]+(?:-[a-z]+)+", rule):
        raise ValueError(f"`{rule}` is not a rule id: name the bad thing in kebab-case, such as missing-section")
    checks = root / "speclint" / "checks"
    module, page = checks / f"{rule.replace('-', '_')}.py", checks / "pages" / f"{rule}.md"
    if module.exists() or page.exists():
        raise ValueError(f"the rule `{rule}` already exists")
    if option is not None and kind == "project":
        raise ValueError("a rule between documents reads no option of a rule set")
    written = add_option(root, kind, option) if option else []
    module.write_text(module_text(rule, kind, option), "utf-8", newline="\n")
    page.write_text(page_text(root, rule, kind, option), "utf-8", newline="\n")
    table = checks / "rules.py"
    row = f'Rule("content", "", kind="{kind}")' if kind in BY_KEY else f'Rule("{kind}", "error")'
    table.write_text(_with_row(table.read_text("utf-8"), rule, row), "utf-8", newline="\n")
    return [module, page, table, *written]


def module_text(rule: str, kind: str, option: Option | None) -> str:
    """The module of a check that finds nothing yet."""
    text = PROJECT_CHECK if kind == "project" else CONTENT_CHECK if kind in BY_KEY else DOCUMENT_CHECK
    key = option.keys[0] if option else ""
    return text.format(
        id=rule,
        spec=BY_KEY[kind].spec.__name__ if kind in BY_KEY else "",
        module=BY_KEY[kind].spec.__module__ if kind in BY_KEY else "",
        unless_content=f" or not spec.{key}" if key else "",
        unless_document=f"if not binding.ruleset.{key}:\n        return" if key else "del binding",
    )


def page_text(root: Path, rule: str, kind: str, option: Option | None) -> str:
    """The page of a check, with the chapters that every page has."""
    # The last chapter is called what it is called everywhere.
    fix = re.findall(
        r"^## (.+)$", (root / "speclint/checks/pages/missing-section.md").read_text("utf-8"), re.MULTILINE
    )[-1]
    rules, document, place, options = RULES, "# Export service\n\n## Purpose\n\n", "3:1-3:11", "None."
    if kind in BY_KEY:
        entry = ENTRIES.get(kind, "")
        if not entry.startswith("["):
            entry = f"{{{', '.join(filter(None, [entry, option.example if option else '']))}}}"
        rules += f"sections:\n  - heading: Purpose\n    expects:\n      - {kind}: {entry}\n"
        document += f"{CONTENT.get(kind, CONTENT['text'])}\n"
        options = f"`{kind}` in a section's `expects`"
    elif kind == "project":
        rules += 'naming: {file: "cmp-{number:3}-{slug}", id: "CMP-{number:3}"}\napplies_to: {files: ["specs/*.md"]}\n'
        document, place = "=== specs/cmp-001-export.md\n# CMP-001: Export service\n", "specs/cmp-001-export.md 1:1-1:26"
    else:
        rules += f"{option.example}\n" if option else ""
        rules += "sections:\n  - heading: Purpose\n"
        document += "Writes reports to files.\n"
        options = "In the rule set"
    if option:
        options += ":\n\n" + "\n".join(f"- `{key}`: say what it requires." for key in option.keys)
    elif kind in BY_KEY:
        options += "."
    elif kind == "document":
        options = "None."
    return PAGE.format(id=rule, options=options, rules=rules, document=document, place=place, fix=fix)


def _with_row(text: str, rule: str, row: str) -> str:
    """The table of rules with one more row: after the last one of its phase and kind, or of its phase."""
    lines = text.split("\n")
    phase = row.split(",", maxsplit=1)[0]
    kind = row.partition("kind=")[2]
    like = [number for number, line in enumerate(lines) if f": {phase}," in line]
    near = [number for number in like if kind and f"kind={kind[:-1]}" in lines[number]]
    lines.insert((near or like)[-1] + 1, f'    "{rule}": {row},')
    return "\n".join(lines)


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description="Start a check with its page, its registration and its option.")
    parser.add_argument("rule", help="id of the rule: the name of the bad thing, such as missing-section")
    parser.add_argument("kind", choices=KINDS, help="what it judges: the document, a kind of content, or the project")
    parser.add_argument(
        "--option",
        metavar="NAME:TYPE",
        help=f"a key of rule files that it reads; types: {', '.join(FORMS)}",
    )
    arguments = parser.parse_args()
    try:
        option = option_of(arguments.option) if arguments.option else None
        written = begin(ROOT, arguments.rule, arguments.kind, option)
    except ValueError as error:
        parser.error(str(error))
    code = [str(path) for path in written if path.suffix == ".py"]
    subprocess.run([sys.executable, "-m", "ruff", "format", "--quiet", *code], cwd=ROOT, check=True)
    subprocess.run([sys.executable, "tests/house/generate.py"], cwd=ROOT, check=True)
    for path in written:
        sys.stdout.write(f"{path.relative_to(ROOT)}\n")
    sys.stdout.write(
        "Next: write the page's sentences and examples, then the check. Then add a line to CHANGELOG.md.\n"
    )
    if option and arguments.kind in BY_KEY:
        sys.stdout.write(
            f"If new documents should meet the option: FORMS['{arguments.kind}'] in speclint/authoring/template/content.py\n"
        )


if __name__ == "__main__":
    main()
