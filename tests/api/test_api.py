"""`import speclint`: what programs may build on."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import speclint
from speclint.workspace.files.discovery import discover
from speclint.workspace.run import Options, Workspace

from .conftest import GOOD

BAD = GOOD.replace("## Steps\n\n1. Go\n\n", "")
ROOT = Path(__file__).parents[2]


def summary(found: list[speclint.Diagnostic]) -> list[tuple[str, int, int, str, str, str]]:
    return [(each.path, *each.range.start, each.severity, each.rule, each.message) for each in found]


def missing(path: str, line: int = 1) -> tuple[str, int, int, str, str, str]:
    return (path, line, 1, "error", "missing-section", "Missing section 'Steps'")


@pytest.mark.usefixtures("project")
def test_a_text_of_a_type_is_linted() -> None:
    assert speclint.lint_text(GOOD, type="runbook") == []
    [found] = speclint.lint_text(f"\n\n{BAD}", type="runbook")
    assert isinstance(found, speclint.Diagnostic)
    assert summary([found]) == [missing("<stdin>", line=3)]
    assert found.range == speclint.Range(speclint.Position(3, 1), speclint.Position(3, 9))
    assert (found.spec_type, found.section, found.related) == ("runbook", ("Steps",), ())
    end = speclint.Position(9, 6)
    put = speclint.TextEdit(speclint.Range(end, end), "\n\n## Steps\n\n[Describe Steps]")
    assert found.fix == speclint.Fix("Add the section 'Steps'", "unsafe", (put,))
    assert found.help


@pytest.mark.usefixtures("project")
def test_columns_are_in_characters() -> None:
    text = GOOD.replace("1. Go", "1. \U0001f600 é [Insert it]")
    assert [(each.rule, each.range.start) for each in speclint.lint_text(text, type="runbook")] == [
        ("placeholder", (11, 8))
    ]


def test_a_path_decides_on_the_type_and_is_not_read(project: Path) -> None:
    assert summary(speclint.lint_text(BAD, path="docs/runbooks/new.md")) == [missing("docs/runbooks/new.md")]
    assert not (project / "docs" / "runbooks" / "new.md").exists()
    # The file of this name is bad; the text is not.
    assert speclint.lint_text(GOOD, path=Path("docs/runbooks/bad.md")) == []
    assert summary(speclint.lint_text(BAD, path=project / "docs/runbooks/good.md")) == [
        missing("docs/runbooks/good.md")
    ]


def test_paths_are_relative_to_cwd(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project.parent)
    assert summary(speclint.lint_text(BAD, path="docs/runbooks/new.md", cwd=project)) == [
        missing("docs/runbooks/new.md")
    ]
    assert summary(speclint.lint_paths(["runbooks/bad.md"], cwd=project / "docs")) == [missing("runbooks/bad.md")]
    assert summary(speclint.lint_paths(["project/docs"])) == [missing("project/docs/runbooks/bad.md")]


def test_the_configuration_counts_that_is_nearest_or_named(project: Path) -> None:
    strict = project / "strict.yaml"
    strict.write_text("rule_paths: [rules]\nrules: {missing-section: info}\n")
    for found in (
        speclint.lint_text(BAD, type="runbook", config=strict),
        speclint.lint_text(BAD, path="docs/runbooks/new.md", config="strict.yaml"),
        speclint.lint_paths(["docs"], config="strict.yaml"),
    ):
        assert [(each.rule, each.severity) for each in found] == [("missing-section", "info")]


@pytest.mark.usefixtures("project")
def test_a_text_without_a_type_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match=r"the text was not linted: .+\. Give its `type`$"):
        speclint.lint_text(BAD)
    with pytest.raises(ValueError, match=r"the text was not linted: .+\. Give its `type`$"):
        speclint.lint_text(BAD, path="docs/README.md")
    with pytest.raises(ValueError, match=r"is excluded by `docs/archive`"):
        speclint.lint_text(BAD, path="docs/archive/old.md", type="runbook")


@pytest.mark.usefixtures("project")
def test_an_unknown_type_is_told_with_the_nearest() -> None:
    said = r"^unknown type `runbok`\. Did you mean `runbook`\?$"
    with pytest.raises(speclint.LintError, match=said):
        speclint.lint_text(BAD, type="runbok")
    with pytest.raises(speclint.LintError, match=said):
        speclint.lint_paths(["docs"], type="runbok")


def test_a_broken_configuration_is_told_with_its_place_line_by_line(project: Path) -> None:
    (project / ".speclint.yaml").write_text("rule_path: [rules]\nfail_on: often\n")
    with pytest.raises(speclint.LintError) as raised:
        speclint.lint_paths(["docs"])
    first, second = str(raised.value).splitlines()
    assert first == ".speclint.yaml:1:1: Unknown key `rule_path`. Did you mean `rule_paths`?"
    assert second == ".speclint.yaml:2:10: Invalid value `often`: expected error, warning, info or never"


def test_a_broken_rule_set_is_told_with_its_place(project: Path) -> None:
    (project / "rules" / "runbook.yaml").write_text("speclint: 1\ntype: runbook\ntitle: Runbook\nsektions: []\n")
    with pytest.raises(speclint.LintError, match=r"^rules/runbook\.yaml:4:1: "):
        speclint.lint_text(BAD, type="runbook")


def test_files_and_folders_are_linted_in_order(project: Path) -> None:
    (project / "docs" / "runbooks" / "also.md").write_text(BAD)
    expected = [missing("docs/runbooks/also.md"), missing("docs/runbooks/bad.md")]
    assert summary(speclint.lint_paths(["docs"])) == expected
    assert summary(speclint.lint_paths([Path("docs/runbooks/bad.md"), "docs/runbooks/also.md"])) == expected
    assert speclint.lint_paths(["docs/runbooks/good.md", "docs/README.md"]) == []
    assert speclint.lint_paths([]) == []


@pytest.mark.usefixtures("project")
def test_a_type_takes_all_files() -> None:
    found = speclint.lint_paths(["docs/README.md"], type="runbook")
    assert {each.rule for each in found} == {"missing-field", "missing-section"}
    assert {each.spec_type for each in found} == {"runbook"}


def test_the_result_says_what_was_checked_and_what_was_skipped_and_why(project: Path) -> None:
    (project / "docs" / "archive").mkdir()
    (project / "docs" / "archive" / "old.md").write_text(GOOD)
    found = speclint.lint_paths(["docs"])
    assert isinstance(found, list)
    assert found.checked == ("docs/runbooks/bad.md", "docs/runbooks/good.md")
    untyped = "no type: no rule set matches its path or name, and the file states none"
    assert found.skipped == (
        speclint.Skipped("docs/README.md", untyped),
        speclint.Skipped("docs/archive/old.md", "is excluded by `docs/archive` in .speclint.yaml"),
    )
    alone = speclint.lint_paths(["docs/README.md"])
    assert (alone, alone.checked, alone.skipped) == ([], (), found.skipped[:1])
    text = speclint.lint_text(GOOD, path="docs/runbooks/new.md")
    assert (text, text.checked, text.skipped) == ([], ("docs/runbooks/new.md",), ())


@pytest.mark.usefixtures("project")
def test_a_type_can_be_required() -> None:
    [found] = speclint.lint_paths(["docs/README.md", "docs/runbooks/good.md"], require_type=True)
    assert (found.path, *found.range.start, found.severity, found.rule) == (
        "docs/README.md",
        1,
        1,
        "error",
        "unknown-type",
    )


def test_a_rule_set_that_was_not_loaded_is_the_reason_why_a_file_has_no_type(project: Path) -> None:
    (project / "rules" / "runbook.yaml").write_text("speclint: 1\ntype: runbook\ntitle: Runbook\nsektions: []\n")
    workspace = Workspace(str(project), os.environ, Options())
    report = workspace.check(discover(["docs/runbooks/good.md"], str(project))[0]).report
    reason = "no type: a rule set could not be loaded (see rules/runbook.yaml:4)"
    assert report.skipped == (speclint.Skipped("docs/runbooks/good.md", reason),)


def test_a_text_and_a_file_are_compared_with_the_project(project: Path) -> None:
    line = "\nAs in [the other one](good.md#steps) and [that one](nothing-here.md).\n"
    (project / "docs" / "runbooks" / "bad.md").write_text(GOOD + line)
    expected = (
        "docs/runbooks/bad.md",
        17,
        42,
        "error",
        "broken-link",
        "Broken link: no file 'docs/runbooks/nothing-here.md'",
    )
    assert summary(speclint.lint_paths(["docs/runbooks/bad.md"])) == [expected]
    assert summary(speclint.lint_text(GOOD + line, path="docs/runbooks/bad.md")) == [expected]


@pytest.mark.usefixtures("project")
def test_a_path_that_does_not_exist_is_told() -> None:
    with pytest.raises(speclint.LintError, match=r"^docs/missing\.md: no such file or folder$"):
        speclint.lint_paths(["docs/runbooks/bad.md", "docs/missing.md"])


def test_a_file_that_is_no_text_is_told(project: Path) -> None:
    (project / "docs" / "runbooks" / "binary.md").write_bytes(b"# A\n\xff\xfe\0")
    with pytest.raises(speclint.LintError, match=r"^docs/runbooks/binary\.md: "):
        speclint.lint_paths(["docs"])


def test_what_the_baseline_knows_is_left_out(project: Path) -> None:
    entry = "1\tdocs/runbooks/bad.md\tmissing-section\tSteps\tMissing section 'Steps'\n"
    (project / ".speclint-baseline").write_text(f"# speclint baseline 1: findings that are known.\n{entry}")
    assert speclint.lint_paths(["docs"]) == []


def test_importing_loads_nothing_and_linting_prints_nothing(tmp_path: Path) -> None:
    code = (
        "import sys; before = set(sys.modules); import speclint; new = set(sys.modules) - before;"
        "print(sorted(name for name in new if name.split('.')[0] not in ('typing', 'speclint')));"
        "print(sorted(name for name in new if name.startswith('speclint')));"
        "speclint.lint_text('# A', type='component');"
        "print('mistune' in sys.modules)"
    )
    # An empty cache: a text whose verdict is remembered needs no parser.
    environment = {**os.environ, "SPECLINT_CACHE_DIR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=60
    )
    loaded, own, parser = done.stdout.splitlines()
    heavy = ("mistune", "pydantic", "ruamel", "subprocess", "json")
    assert not [name for name in heavy if f"'{name}" in loaded], loaded
    assert own == "['speclint', 'speclint._version']"
    assert parser == "True"
    assert done.stderr == ""


def test_every_stable_name_is_there() -> None:
    for name in speclint.__all__:
        assert getattr(speclint, name) is not None
    assert set(speclint.__all__) <= set(dir(speclint))
    with pytest.raises(AttributeError, match="has no attribute 'lint'"):
        _ = getattr(speclint, "lint")  # noqa: B009 - type checkers know that it does not exist
