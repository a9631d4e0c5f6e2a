"""What the cache holds in another shape counts as not there."""

from __future__ import annotations

import json
from typing import Any

import pytest

from speclint.base import codec
from speclint.base.diagnostics import Diagnostic, Fix, RelatedLocation, TextEdit
from speclint.base.source import Range, SourceFile
from speclint.binding.document_front_matter import FrontMatterReader
from speclint.config import Config, Naming, Threshold
from speclint.config import model as config_model
from speclint.config.model import PathSettings
from speclint.markdown import parse
from speclint.workspace.verdicts import Verdict

VERDICT = Verdict(
    None,
    (
        Diagnostic(
            "a.md", Range.at(1), "r", "error", "m", "h", ("s",), "t",
            (RelatedLocation(Range.at(2), "x"),),
            Fix("f", "safe", (TextEdit(Range.at(3), "y"),)),
        ),
    ),
)  # fmt: skip
CONFIG = Config(
    "c", ("r",), (("p", "t"),), ("e",), ("s",), ("i",), (("r", "off"),), "error", True,
    (PathSettings("p", ("s",), ("i",), (("r", "off"),), "t"),), False, "b", ("X-*",),
    (Naming("t", "f", "n-{number}", "N-{number}", ("o",)),), Threshold(80, (("Draft", 0),)), (("t", Threshold(None)),),
    (("k", 1, 2),), ("k",),
)  # fmt: skip
FRONT = "---\na: b\nc: [d]\ne:\n---\n"


def through(data: Any) -> Any:
    return json.loads(json.dumps(data))


def spoilt(data: Any) -> list[Any]:
    """The data with one part of it after the other in another shape."""
    found: list[Any] = [{}, "", "ab", 1.5, float("inf")]
    for index, item in enumerate(data) if isinstance(data, list) else ():
        found += [[*data[:index], other, *data[index + 1 :]] for other in spoilt(item)]
    return found


def test_what_was_written_is_read() -> None:
    assert codec.remembered(Verdict, through(codec.encode(VERDICT))) == VERDICT
    assert config_model.from_data(through(config_model.to_data(CONFIG)), "c") == CONFIG
    assert config_model.from_data(config_model.to_data(CONFIG), "c") == CONFIG


def test_spoilt_data_never_raises_and_never_gives_another_shape() -> None:
    for data in spoilt(through(codec.encode(VERDICT))):
        verdict = codec.remembered(Verdict, data)
        assert verdict is None or through(codec.encode(verdict)) == data
    for data in spoilt(through(config_model.to_data(CONFIG))):
        config = config_model.from_data(data, "c")
        assert config is None or through(config_model.to_data(config)) == data


@pytest.mark.parametrize("data", [{}, [], None, "", ["", ""], [{}, {}], {"a": 1, "": 2}])
def test_things_that_pass_for_lists_are_none(data: Any) -> None:
    assert codec.remembered(Verdict, data) is None
    assert config_model.from_data(data, "c") is None


def test_spoilt_front_matter_is_read_again() -> None:
    front = parse(SourceFile("a.md", FRONT)).front_matter
    assert front is not None
    first = FrontMatterReader()
    facts = first.read(front)
    ((key, data),) = first.learned.items()
    assert FrontMatterReader({key: through(data)}).read(front) == facts
    for other in [[["", ""]], ["", ""], {"a": 1, "": 2}, [{}, []], *spoilt(through(data))]:
        reader = FrontMatterReader({key: other})
        read = reader.read(front)
        assert read == facts or not reader.learned, other
