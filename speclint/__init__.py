"""The linter for specifications.

    import speclint

    for found in speclint.lint_paths(["docs"]):
        print(found.path, found.range.start.line, found.message)

The names below are stable; everything else in the package may change. They are loaded when they are first used, so that
importing the package, as a hook run does, costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint._version import __version__

if TYPE_CHECKING:
    from speclint.api import (
        Diagnostic,
        Findings,
        Fix,
        LintError,
        Position,
        Range,
        RelatedLocation,
        Severity,
        Skipped,
        TextEdit,
        lint_paths,
        lint_text,
    )


__all__ = [
    "Diagnostic",
    "Findings",
    "Fix",
    "LintError",
    "Position",
    "Range",
    "RelatedLocation",
    "Severity",
    "Skipped",
    "TextEdit",
    "__version__",
    "lint_paths",
    "lint_text",
]


def __getattr__(name: str) -> object:
    if name in __all__:
        from speclint import api

        return getattr(api, name)
    raise AttributeError(f"module 'speclint' has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
