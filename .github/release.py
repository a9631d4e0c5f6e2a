"""Compares a tag with the version and the changelog, and writes the release notes: `release.py v0.2.0 --notes notes.md`."""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def notes(root: Path, tag: str) -> str:
    """The changelog's section for a tag. Raises ValueError if tag, version and changelog do not agree."""
    version = re.search(r'^version = "(.+)"$', (root / "pyproject.toml").read_text("utf-8"), re.MULTILINE)
    if version is None or tag != f"v{version[1]}":
        raise ValueError(f"tag {tag} is not the version in pyproject.toml ({version[1] if version else 'none'})")
    sections = re.split(r"^## ", (root / "CHANGELOG.md").read_text("utf-8"), flags=re.MULTILINE)
    (section,) = [each for each in sections if each.startswith(f"[{version[1]}] - ")] or [""]
    if not section:
        raise ValueError(f"CHANGELOG.md has no section '## [{version[1]}] - YYYY-MM-DD'")
    text = section.partition("\n")[2].strip()
    if not text:
        raise ValueError(f"the section of {version[1]} in CHANGELOG.md is empty")
    return text + "\n"


def main() -> int:
    """The command: exit code 1 if the tag must not be released."""
    parser = argparse.ArgumentParser(description="Check a tag before a release, and write its notes.")
    parser.add_argument("tag", help="the tag, such as v0.2.0")
    parser.add_argument("--notes", type=Path, required=True, metavar="FILE", help="file for the release notes")
    arguments = parser.parse_args()
    try:
        arguments.notes.write_text(notes(ROOT, arguments.tag), "utf-8", newline="\n")
    except ValueError as error:
        sys.stderr.write(f"release.py: {error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
