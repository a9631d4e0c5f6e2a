"""The bundled rule sets, loaded once for all tests of a process."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from speclint.language import RuleFile, load

if TYPE_CHECKING:
    from collections.abc import Mapping

    from speclint.ruleset import RuleSet

RULES = Path(__file__).parents[1] / "rules"


@cache
def bundled(*names: str) -> Mapping[str, RuleSet]:
    """The bundled rule sets by type: all, or those of the files with these names. They are loaded as a run loads them."""
    paths = [RULES / f"{name}.yaml" for name in names] or sorted(RULES.glob("*.yaml"))
    files = [RuleFile(f"rules/{path.name}", path.read_text("utf-8"), bundled=True) for path in paths]
    loaded = load(files, trusted=[file.path for file in files])
    assert not loaded.diagnostics, loaded.diagnostics
    return loaded.rulesets
