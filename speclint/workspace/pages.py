"""The reference pages of rules.

Owns: where they are.
Never: interprets them.
"""

from __future__ import annotations

import os


def rule_page(rule: str) -> str | None:
    """The Markdown text of a rule's page, or None where there is none. `rule` is a known rule id."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    try:
        with open(os.path.join(package, "checks", "pages", f"{rule}.md"), encoding="utf-8") as file:
            return file.read()
    except OSError:
        return None
