"""Texts that belong to the program: the reference pages of rules, and set-ups for shells and editors.

Owns: where they are.
Never: interprets them.
"""

from __future__ import annotations

import os


def rule_page(rule: str) -> str | None:
    """The Markdown text of a rule's page, or None where there is none. `rule` is a known rule id."""
    try:
        return _text("checks", "pages", f"{rule}.md")
    except OSError:
        return None


def setup_text(name: str) -> str:
    """A file of `speclint/setups` by its name. Raises OSError where the installation is broken."""
    return _text("setups", name)


def _text(*parts: str) -> str:
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    with open(os.path.join(package, *parts), encoding="utf-8") as file:
        return file.read()
