"""What the tests of the page share: two projects of the same shape, of which one has hostile texts."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from ..cli.scenario import run  # noqa: TID252 - tests are no installed package

if TYPE_CHECKING:
    import subprocess
    from pathlib import Path

RULES = """speclint: 1
type: note
title: Note
applies_to: {files: ["**/notes/*.md"]}
naming: {file: "nt-{number:3}-{slug}", id: "NT-{number:3}"}
rules: {bad-file-name: off}
fields:
  - {name: Status, presence: optional, values: [Draft, Done]}
lifecycle: {field: Status, states: [{when: Done}]}
unknown_sections: warning
sections:
  - heading: Why
"""
# A script that ran would leave its mark on the document; the mark itself is not written like this anywhere.
PLANT = "document.documentElement.dataset.planted=1"
SCRIPT = f"</title></style><script>{PLANT}</script>"
IMAGE = f"<img src=x onerror={PLANT}>"


class Page(HTMLParser):
    """A page as a parser sees it: elements with their attributes, and its text without style and script."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.source = text
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self.raw: dict[str, str] = {}
        self._inside = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        self._inside = tag

    def handle_endtag(self, tag: str) -> None:
        del tag
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside in ("style", "script"):
            self.raw[self._inside] = self.raw.get(self._inside, "") + data
        else:
            self.text += data

    @property
    def shape(self) -> list[tuple[str, list[str]]]:
        return [(tag, list(attributes)) for tag, attributes in self.elements]


class Project:
    def __init__(self, folder: Path, cache: Path, title: str, status: str, slug: str, heading: str) -> None:
        self.folder = folder
        self._cache = cache
        self.paths = [f"notes/nt-001-{slug}.md", "notes/nt-002-b.md"]
        first = f"# {title}\n\n**Status**: {status}\n\nSee [NT-002], [NT-099] and [x](javascript:{PLANT}).\n\n## {heading}\n\nSo.\n"
        for path, text in {
            ".speclint.yaml": "rule_paths: [rules]\n",
            "rules/note.yaml": RULES,
            self.paths[0]: first,
            self.paths[1]: "# Second\n\n## Why\n\nBecause of [NT-001].\n",
            "README.md": "# Read me\n",
        }.items():
            place = folder / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, "utf-8")

    def run(self, *arguments: str) -> subprocess.CompletedProcess[bytes]:
        return run(self.folder, self._cache, *arguments)

    def page(self) -> Page:
        done = self.run("report", "-o", "-")
        assert (done.returncode, done.stderr) == (0, b"")
        return Page(done.stdout.decode())


@pytest.fixture(scope="module")
def harmless(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Project:
    return Project(tmp_path_factory.mktemp("page") / "project", cache, "First", "Unknown", "a", "More")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Project:
    slug = IMAGE.replace("/", "") + "\"'&amp;"
    return Project(
        tmp_path_factory.mktemp("page") / "<b onclick=x>&amp;",
        cache,
        f"`{SCRIPT}` {IMAGE} &lt;b&gt;",
        SCRIPT,
        slug,
        f"`{SCRIPT}` {IMAGE}",
    )
