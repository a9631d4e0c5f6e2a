"""The contents of the files for CI systems, and what the tools that check such files report."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from ..reporters.consumers import call, program  # noqa: TID252 - tests are no installed package
from .runner import ROOT, read

if TYPE_CHECKING:
    from collections.abc import Iterator

ACTION = ROOT / "action.yml"
SCRIPT = ROOT / ".github" / "action" / "run.sh"


@pytest.fixture(scope="module")
def action() -> Any:
    return read(ACTION)


def steps(action: Any) -> Iterator[dict[str, Any]]:
    yield from action["runs"]["steps"]


def test_no_expression_stands_in_program_text(action: Any) -> None:
    for step in steps(action):
        assert "${{" not in step["run"]
    assert "${{" not in SCRIPT.read_text("utf-8")


def test_every_input_is_declared_described_and_used(action: Any) -> None:
    used = {
        name: input
        for step in steps(action)
        for name, text in step["env"].items()
        for input in re.findall(r"\$\{\{ inputs\.([a-z-]+) \}\}", text)
    }
    assert set(used.values()) == set(action["inputs"])
    assert {name: "INPUT_" + input.upper().replace("-", "_") for name, input in used.items()} == {
        name: name for name in used
    }
    script = SCRIPT.read_text("utf-8")
    for name in used:
        assert name in script or re.search(rf"is_on {name.removeprefix('INPUT_')}\b", script), name
    assert all(input["description"] and isinstance(input["default"], str) for input in action["inputs"].values())


def test_every_output_is_one_of_the_script(action: Any) -> None:
    for name, output in action["outputs"].items():
        assert output["value"] == f"${{{{ steps.run.outputs.{name} }}}}"
        assert output["description"]


def test_the_script_is_sound() -> None:
    call([program("shellcheck"), str(SCRIPT)])


def test_the_action_has_the_form_of_one() -> None:
    call([program("check-jsonschema"), "--builtin-schema", "vendor.github-actions", str(ACTION)])


def test_the_action_is_no_risk_to_who_uses_it() -> None:
    call([program("zizmor"), "--offline", "--no-progress", "--persona=pedantic", str(ACTION)])
