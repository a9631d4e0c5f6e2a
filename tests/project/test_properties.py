"""In a project in which mistakes were planted at random, they are found, and nothing else is."""

from __future__ import annotations

import random
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from speclint.workspace.run import Options, Workspace

from .generated import Found, Project, generate

if TYPE_CHECKING:
    from pathlib import Path

SEEDS = range(40)


def lay_out(folder: Path, files: dict[str, str]) -> None:
    for path, text in {**files, ".speclint.yaml": "rule_paths: [rules]\n"}.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, "utf-8")


def look_across(folder: Path, cache: Path, project: Project) -> list[Found]:
    """All findings between the documents of a folder. Of each message as much as is known beforehand."""
    outcome = Workspace(str(folder), {"SPECLINT_CACHE_DIR": str(cache)}, Options(only_across=True)).check([])
    assert not outcome.failures
    assert not outcome.rule_diagnostics
    assert outcome.report.summary.files == len(project.specs)
    return sorted(
        (each.path, *each.range.start, each.severity, each.rule, each.message.partition(";")[0].partition(": the")[0])
        for each in outcome.report.diagnostics
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_what_was_planted_is_found_and_only_that(seed: int, tmp_path: Path, cache: Path) -> None:
    project, files = generate(seed)
    lay_out(tmp_path, files)

    assert look_across(tmp_path, cache, project) == project.expected()
    # The second time, what the documents say comes out of the cache.
    assert look_across(tmp_path, cache, project) == project.expected()


@pytest.mark.parametrize("seed", SEEDS[:20])
def test_findings_follow_a_document_that_is_taken_away(seed: int, tmp_path: Path, cache: Path) -> None:
    project, files = generate(seed)
    lay_out(tmp_path, files)
    look_across(tmp_path, cache, project)
    gone = random.Random(seed).choice(
        [spec for spec in project.specs if not any(spec in ring for ring in project.rings)]
    )
    (tmp_path / gone.path).unlink()
    project.specs.remove(gone)
    left = Counter(spec.id for spec in project.specs)

    found = look_across(tmp_path, cache, project)

    told = {(path, message) for path, _, _, _, rule, message in found if rule == "dangling-reference"}
    broken = Counter(path for path, _, _, _, rule, _ in found if rule == "broken-link")
    for spec in project.specs:
        forms = [each.form for each in spec.mentions if each.id == gone.id]
        if {"bracket", "link", "field", "front matter"}.intersection(forms):
            assert ((spec.path, f"Unknown specification {gone.id}") in told) == (not left[gone.id])
        links = [each for each in spec.mentions if each.to == gone.path and each.form in ("file", "label")]
        assert broken[spec.path] == len(links)


def test_every_kind_of_mistake_is_among_what_is_planted() -> None:
    planted = Counter(rule for seed in SEEDS for *_, rule, _ in generate(seed)[0].expected())

    assert set(planted) == {"duplicate-id", "dangling-reference", "reference-cycle", "orphan-spec"}
