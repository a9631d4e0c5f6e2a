"""Writes speclint/base/shortcodes.py: `python tests/house/emoji.py PATH`.

PATH is `db/emoji.json` of the public repository github/gemoji, which has the names of all emoji that GitHub shows for a
`:name:`. GitHub's own pictures are in no file; their names are below.
"""

from __future__ import annotations

import json
import sys
import textwrap
from pathlib import Path

TARGET = Path(__file__).parents[2] / "speclint" / "base" / "shortcodes.py"
PICTURES = (
    "accessibility atom basecamp basecampy bowtie copilot dependabot electron feelsgood finnadie fishsticks goberserk "
    "godmode hurtrealbad neckbeard octocat rage1 rage2 rage3 rage4 shipit suspect trollface"
)
HEAD = '''"""The names of the emoji and pictures that GitHub shows for a `:name:`.

Made by tests/house/emoji.py from github/gemoji, which is under the MIT License, Copyright (c) 2019 GitHub, Inc.
It is imported late: few documents have a `:name:`.
"""

NAMES = frozenset(
    """
'''


def module(data: str) -> str:
    """The text of the module for the text of the file."""
    names = {name for emoji in json.loads(data) for name in emoji["aliases"]} | set(PICTURES.split())
    lines = textwrap.wrap(" ".join(sorted(names)), 120, break_on_hyphens=False)
    return HEAD + "\n".join(lines) + '\n""".split()  # noqa: SIM905 -- a list is twice as long\n)\n'


if __name__ == "__main__":
    TARGET.write_text(module(Path(sys.argv[1]).read_text("utf-8")), "utf-8")
