"""Verdicts on documents, remembered.

Owns: what a verdict is, and what it depends on.
Never: keeps one that depended on more than its key says: where rule files are broken, nothing is kept.

Linting is a function of the document, the rule sets and the settings alone, so a verdict is keyed by the contents of
all of them. A run in which nothing changed loads neither the Markdown parser nor the checks.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from speclint.base.codec import remembered
from speclint.base.diagnostics import Diagnostic  # noqa: TC001 - the codec resolves annotations
from speclint.base.digest import digest
from speclint.base.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from speclint.base.source import SourceFile
    from speclint.workspace.projects import Project


_RULE = re.compile(r"[a-z][a-z-]*")


class Verdict(NamedTuple):
    """`skipped` says why a document was not linted; None if it was. `silenced`: how many findings comments silence."""

    skipped: str | None
    diagnostics: tuple[Diagnostic, ...]
    type: str = ""
    silenced: tuple[tuple[str, int], ...] = ()


def remembered_verdict(data: Any) -> Verdict | None:
    """A verdict from its data; None for what is none."""
    verdict = remembered(Verdict, data)
    return verdict if verdict is not None and are_of_rules(verdict.diagnostics) else None


def are_of_rules(found: Iterable[Diagnostic]) -> bool:
    """Whether what was remembered has the form of ids where rules are named."""
    return all(_RULE.fullmatch(each.rule) for each in found)


def verdict_key(source: SourceFile, path: str, project: Project, settings: str) -> str | None:
    """The name of a verdict in the cache; None where it should not be kept. `settings`: those of the command line."""
    library = project.library.identity
    if not library:
        return None
    relative, rooted = project.relative(path) if path else ("", True)
    return "verdict:" + digest(source.path, relative, str(rooted), settings, repr(project.config), library, source.text)
