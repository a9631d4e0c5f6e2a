"""The anchors of a document are those that GitHub gives it: each file in `anchors/` is a test.

The headings and anchors there are those of GitHub's own pages, as the test data of github-slugger records them, and
those that the same rules give.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from speclint.base.source import SourceFile
from speclint.markdown import parse
from speclint.project.anchors import anchors_of, slug

from .scenario import Scenario, scenarios

if TYPE_CHECKING:
    from ..golden import Golden  # noqa: TID252 - tests are no installed package

ALL = list(scenarios("anchors", {"document", "anchors"}))


@pytest.mark.parametrize("scenario", ALL, ids=lambda scenario: scenario.name)
def test_document_has_the_anchors_that_github_gives_it(scenario: Scenario, golden: Golden) -> None:
    (document,) = scenario.all("document")

    scenario.expect(golden, "anchors", list(anchors_of(parse(SourceFile("a.md", document.text)))))


@pytest.mark.parametrize("heading", ["Health Checks", "Größe & Gewicht", "a_b - c", "İstanbul", "你好 2"])
def test_anchor_is_its_own_anchor(heading: str) -> None:
    assert slug(slug(heading)) == slug(heading)
