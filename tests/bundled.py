"""The bundled rule sets, loaded once for all tests, whichever process is the first to need them."""

from __future__ import annotations

import os
import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock

from speclint.config import Config
from speclint.workspace.library import open_library
from speclint.workspace.store import Store

if TYPE_CHECKING:
    from collections.abc import Mapping

    from speclint.ruleset import RuleSet

RULES = Path(__file__).parents[1] / "rules"
_CACHE = Path(tempfile.gettempdir()) / f"speclint-tests-{os.getuid() if hasattr(os, 'getuid') else os.getlogin()}"
"""A cache of the program's own: it knows itself what is out of date."""


@cache
def bundled() -> Mapping[str, RuleSet]:
    """The bundled rule sets by type, as a run has them."""
    _CACHE.mkdir(mode=0o700, exist_ok=True)
    with FileLock(_CACHE.with_suffix(".lock")):
        library = open_library(Config(), str(RULES.parent), str(RULES.parent), Store(str(_CACHE), str(RULES.parent)))
    assert not library.diagnostics, library.diagnostics
    assert not library.failures, library.failures
    rulesets = {entry.type: library.ruleset(entry.type) for entry in library.types}
    return {type: ruleset for type, ruleset in rulesets.items() if ruleset is not None}
