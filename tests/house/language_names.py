"""Writes the table of code languages, `speclint/binding/language_names.py`, from the data by which GitHub highlights code.

    python tests/house/language_names.py languages.yml

The data are the file `lib/linguist/languages.yml` of the project github-linguist/linguist (MIT licence). GitHub knows a language
by its name, with hyphens for blanks, and by its aliases; file extensions do not count.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML

if TYPE_CHECKING:
    from collections.abc import Mapping

TARGET = Path(__file__).parents[2] / "speclint" / "binding" / "language_names.py"

SHORT = {"json-with-comments": "jsonc"}
"""Names for languages that nobody writes out."""

APART = frozenset({"jsonl"})
"""Aliases that are languages of their own to a reader of code: lines of JSON are no JSON document."""

HEAD = '''"""The code languages that have several names, as GitHub highlights them.

Made by tests/house/language_names.py from the data of github-linguist/linguist (MIT licence, Copyright GitHub, Inc.).
"""

NAMES: dict[str, tuple[str, ...]] = {
'''


def table(languages: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """The other names of each language by the one that stands for it, all in lower case, with hyphens for blanks."""
    found: dict[str, tuple[str, ...]] = {}
    taken = {_plain(name) for name in languages}
    for name, facts in languages.items():
        full = _plain(name)
        own = SHORT.get(full, full)
        others = {full, *map(_plain, facts.get("aliases", ()))} - {own, *APART} - (taken - {full})
        if others:
            found[own] = tuple(sorted(others))
    return dict(sorted(found.items()))


def _plain(name: str) -> str:
    return "-".join(name.casefold().split())


def main() -> None:
    """Write the table from the file that is named on the command line."""
    languages = YAML(typ="safe").load(Path(sys.argv[1]))
    rows = "".join(f"    {name!r}: {others!r},\n" for name, others in table(languages).items())
    TARGET.write_text(f'{HEAD}{rows}}}\n"""The other names of a language, by the one that stands for it."""\n', "utf-8")
    subprocess.run(["ruff", "format", "--quiet", TARGET], check=True)


if __name__ == "__main__":
    main()
