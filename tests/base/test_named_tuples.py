"""Our cheap named tuples behave as the standard ones."""

from __future__ import annotations

import pickle
import typing

import pytest

from speclint.base.source import Position, Range
from speclint.base.values import NamedTuple


class Ours(NamedTuple):
    name: str
    places: tuple[int, ...] = ()
    line: int = 1

    @property
    def loud(self) -> str:
        return self.name.upper()


class Standard(typing.NamedTuple):
    name: str
    places: tuple[int, ...] = ()
    line: int = 1


@pytest.mark.parametrize("cls", [Ours, Standard])
def test_members_by_place_by_name_and_by_default(cls: type[Ours]) -> None:
    assert cls("a") == ("a", (), 1)
    assert cls("a", (2,), line=3) == cls(name="a", places=(2,), line=3) == ("a", (2,), 3)
    value = cls("a", line=3)
    assert (value.name, value.places, value.line) == ("a", (), 3)
    assert value._replace(name="b") == ("b", (), 3)
    assert value._asdict() == {"name": "a", "places": (), "line": 3}
    assert cls._fields == ("name", "places", "line")
    assert cls._make(["x", (), 2]) == ("x", (), 2)
    assert len({value, cls("a", line=3)}) == 1
    assert repr(value) == f"{cls.__name__}(name='a', places=(), line=3)"


@pytest.mark.parametrize("cls", [Ours, Standard])
def test_wrong_arguments_are_refused(cls: typing.Any) -> None:
    for arguments, named in (((), {}), (("a", (), 1, 2), {}), (("a",), {"name": "b"}), (("a",), {"nmae": "b"})):
        with pytest.raises(TypeError):
            cls(*arguments, **named)
    with pytest.raises(AttributeError):
        cls("a").name = "b"
    with pytest.raises((TypeError, ValueError)):
        cls("a")._replace(nmae="b")


def test_properties_patterns_and_copies() -> None:
    value = Ours("a", (1, 2))
    assert value.loud == "A"
    match value:
        case Ours(name, (first, *_)):
            assert (name, first) == ("a", 1)
        case _:
            pytest.fail("the pattern should match")
    copy = pickle.loads(pickle.dumps(Range.at(2, 3)))  # noqa: S301 - our own bytes
    assert copy == Range(Position(2, 3), Position(2, 3))
    assert isinstance(copy.start, Position)
