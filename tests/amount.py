"""How many examples the tests of properties try: some each time, many with `SPECLINT_LONG=1`.

Other examples are generated in each run, so what a run tries adds up; what was once found is in the tests as an
example of its own. Of other people's documents, a run takes those that `sample` chooses: always the same ones.
"""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

LONG = bool(os.environ.get("SPECLINT_LONG"))


def amount(usual: int, many: int) -> int:
    """The number of examples: `usual`, or `many` in a long run."""
    return many if LONG else usual


def sample(folder: Path, usual: int, many: int, *, largest: int = 30_000) -> list[Path]:
    """Markdown files of a folder in an order that is the same everywhere, and mixes their projects.

    They are `usual` ones of at most `largest` bytes, or `many` of any size in a long run.
    """
    found = (Path(inside, name) for inside, _, names in os.walk(folder, followlinks=True) for name in names)
    paths: Iterable[Path] = (path for path in found if path.suffix == ".md" and path.is_file())
    if not LONG:
        paths = (path for path in paths if path.stat().st_size <= largest)
    mixed = sorted(paths, key=lambda path: sha256(path.relative_to(folder).as_posix().encode()).digest())
    return mixed[: amount(usual, many)]
