"""Texts that belong to the program: the reference pages of rules, and set-ups for shells and editors.

Owns: where they are.
Never: interprets them.
"""

from __future__ import annotations

import os


def page_path(rule: str) -> str:
    """Where the page of a rule is. `rule` is a known rule id."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    return os.path.join(package, "checks", "pages", f"{rule}.md")


def rule_page(rule: str) -> str | None:
    """The Markdown text of a rule's page, or None where there is none. `rule` is a known rule id."""
    try:
        with open(page_path(rule), encoding="utf-8") as file:
            return file.read()
    except OSError:
        return None


def setup_text(name: str) -> str:
    """A file of `speclint/authoring/setups` by its name. Raises OSError where the installation is broken."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    with open(os.path.join(package, "authoring", "setups", name), encoding="utf-8") as file:
        return file.read()
