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
    "media": "MediaSpec",
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

## How to fix it

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
    registry, ids = checks / "registry.py", checks / "ids.py"
    text = registry.read_text("utf-8")
    text = _insert(text, "from speclint.checks import (\n", ")", f"    {name},\n", sort=True)
    if spec:
        text = _insert(text, "CONTENT_CHECKS: tuple", "\n)", f'\n    ContentCheck("{rule}", {spec}, {name}.check),')
    else:
        text = _insert(text, "DOCUMENT_CHECKS: tuple", "\n)", f'\n    DocumentCheck("{rule}", "error", {name}.check),')
    registry.write_text(text, "utf-8", newline="\n")
    text = _insert(ids.read_text("utf-8"), "        *WORKSPACE_RULES,\n", "    )", f'        "{rule}",\n', sort=True)
    ids.write_text(text, "utf-8", newline="\n")
    return [module, page, registry, ids]


def _insert(text: str, begin: str, end: str, line: str, *, sort: bool = False) -> str:
    """The text with a line in the part that starts after `begin` and stops before `end`: last, or in order."""
    start = text.index(begin) + len(begin)
    stop = text.index(end, start)
    part = text[start:stop]
    if sort:
        part = "".join(sorted([*part.splitlines(keepends=True), line]))
    else:
        part += line
    return text[:start] + part + text[stop:]


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
