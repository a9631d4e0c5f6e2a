"""Begins a check, with everything that belongs to one: `python tests/house/new_check.py forbidden-word document`.

Writes the module, its page with an example that is run as a test, and the lines that register both. The check finds
nothing yet; the page's example therefore fails until it is written, and says what is expected.
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
KINDS = {
    "document": "",
    "text": "TextSpec",
    "table": "TableSpec",
    "list": "ListSpec",
    "code": "CodeSpec",
    "image": "MediaSpec",
    "diagram": "MediaSpec",
    "link": "MediaSpec",
}

DOCUMENT_CHECK = '''"""{id}: say in one line what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.base.diagnostics import Finding
    from speclint.binding import Binding


def check(binding: Binding) -> Iterator[Finding]:
    """One finding at ... say where."""
    del binding
    yield from ()
'''

CONTENT_CHECK = '''"""{id}: say in one line what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.ruleset import {spec}

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.base.diagnostics import Finding
    from speclint.binding import Case


def check(case: Case) -> Iterator[Finding]:
    """One finding at ... say where."""
    spec = case.expectation.spec
    if not isinstance(spec, {spec}):
        return
    yield from ()
'''

PAGE = """# {id}

Say in one sentence what it reports.

## What it does

Say what is looked at, and where the finding is.

## Why it matters

Say who is hurt, and how.

## Options

Say which keys of a rule set decide on it.

## Invalid

### A first example

```yaml
speclint: 1
type: component
title: Component
sections:
  - heading: Purpose
```

````markdown
# Export service

## Purpose

Writes reports to files.
````

```text
3:1-3:11 error {id} say what is wrong
```

## Valid

### An example of what is no mistake

```yaml
speclint: 1
type: component
title: Component
sections:
  - heading: Purpose
```

````markdown
# Export service

## Purpose

Writes reports to files.
````

## How to mend it

Say what to change.
"""


def begin(root: Path, rule: str, kind: str) -> list[Path]:
    """Write and register a check in a tree; the files that were written. Raises ValueError for what cannot be."""
    if not re.fullmatch(r"[a-z]+(?:-[a-z]+)+", rule):
        raise ValueError(f"`{rule}` is no rule id: name the bad thing in kebab-case, such as missing-section")
    checks = root / "speclint" / "checks"
    name = rule.replace("-", "_")
    module, page = checks / f"{name}.py", checks / "pages" / f"{rule}.md"
    if module.exists() or page.exists():
        raise ValueError(f"there is a rule `{rule}` already")
    spec = KINDS[kind]
    module.write_text((CONTENT_CHECK if spec else DOCUMENT_CHECK).format(id=rule, spec=spec), "utf-8", newline="\n")
    page.write_text(PAGE.format(id=rule), "utf-8", newline="\n")
    table = checks / "rules.py"
    row = f'Rule("content", "", kind="{kind}")' if spec else 'Rule("document", "error")'
    table.write_text(_with_row(table.read_text("utf-8"), rule, row), "utf-8", newline="\n")
    return [module, page, table]


def _with_row(text: str, rule: str, row: str) -> str:
    """The table of rules with a row more: behind the last one of its phase and kind, or of its phase."""
    lines = text.split("\n")
    phase = row.split(",", maxsplit=1)[0]
    kind = row.partition("kind=")[2]
    like = [number for number, line in enumerate(lines) if f": {phase}," in line]
    near = [number for number in like if kind and f"kind={kind[:-1]}" in lines[number]]
    lines.insert((near or like)[-1] + 1, f'    "{rule}": {row},')
    return "\n".join(lines)


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description="Begin a check with its page and its registration.")
    parser.add_argument("rule", help="id of the rule: the name of the bad thing, such as missing-section")
    parser.add_argument("kind", choices=KINDS, help="what it judges: the document, or one kind of expectation")
    arguments = parser.parse_args()
    try:
        for path in begin(ROOT, arguments.rule, arguments.kind):
            sys.stdout.write(f"{path.relative_to(ROOT)}\n")
    except ValueError as error:
        parser.error(str(error))


if __name__ == "__main__":
    main()
