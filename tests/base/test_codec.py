"""What the cache holds comes back as it went in, and in another shape it is refused."""

from __future__ import annotations

import json
import random
from typing import Any, Literal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from speclint.base import codec
from speclint.base.source import Position, Range
from speclint.base.values import NamedTuple
from speclint.expressions import Expression

from ..amount import amount  # noqa: TID252 - tests are no installed package
from .kept import ROOTS, kinds, parts_of, values

KEPT = list(dict.fromkeys(kind for root in ROOTS for kind in kinds(root)))


class Named(NamedTuple):
    name: str


class Numbered(NamedTuple):
    number: int


class Everything(NamedTuple):
    """A member of each form."""

    text: str
    number: int
    share: float
    flag: bool
    choice: Literal["a", "b", "c"]
    perhaps: str | None
    pair: tuple[str, int]
    texts: tuple[str, ...]
    pairs: tuple[tuple[str, tuple[int, ...]], ...]
    inner: Named
    maybe: Named | None
    either: Named | Numbered | None
    all: tuple[Named | Numbered, ...]
    names: frozenset[str]
    by_name: dict[str, tuple[Named, ...]]
    pattern: str | Expression
    own: tuple[Everything, ...] = ()


FULL = Everything(
    "ü", 1, 0.5, True, "c", "x", ("a", 2), ("b", ""), (("k", (1, 2)), ("l", ())), Named("n"), Named("m"), Numbered(3),
    (Named("o"), Numbered(4)), frozenset(("q", "p")), {"r": (Named("s"),), "": ()}, Expression("a+", 10, 20),
)  # fmt: skip
BARE = Everything(
    "", 0, 0.0, False, "a", None, ("", 0), (), (), Named(""), None, None, (), frozenset(), {}, "", (FULL,)
)
OTHERS: list[Any] = [
    None, 1, 1.5, True, "ab", {}, {"a": 1}, [], [1], ["ab"], [["ab"]], [[]], [None], [True], ["a", "b"],
]  # fmt: skip


def through(data: Any) -> Any:
    return json.loads(json.dumps(data))


def alike(one: Any, other: Any) -> bool:
    """Whether two values are equal in all that they hold, with the classes of it and the limits of expressions."""
    for left, right in zip(parts_of(one), parts_of(other), strict=True):
        if type(left) is not type(right):
            return False
        if isinstance(left, Expression) and (left.whole, left.part) != (right.whole, right.part):
            return False
    return bool(one == other)


@pytest.mark.parametrize("value", [FULL, BARE], ids=["full", "bare"])
def test_every_form_comes_back(value: Everything) -> None:
    data = codec.encode(value)
    assert alike(codec.decode(Everything, through(data)), value)
    assert through(data) == data
    assert codec.encode(codec.decode(Everything, data)) == data


def test_data_is_lists_and_plain_values() -> None:
    assert codec.encode(Range.at(3, 4, 5)) == [[3, 4], [3, 9]]
    assert codec.encode(Everything(*FULL[:-1]))[10:] == [
        ["m"], ["Numbered", 3], [["Named", "o"], ["Numbered", 4]], ["p", "q"], {"r": [["s"]], "": []}, ["a+", 10, 20], [],
    ]  # fmt: skip


@pytest.mark.parametrize("index", range(len(Everything._fields)), ids=Everything._fields)
def test_a_member_of_another_shape_is_refused(index: int) -> None:
    good = codec.encode(FULL)
    for bad in OTHERS:
        data = [*good[:index], bad, *good[index + 1 :]]
        found = codec.remembered(Everything, data)
        # What is taken is what the data say, to the last type.
        assert found is None or json.dumps(codec.encode(found)) == json.dumps(data)


@pytest.mark.parametrize("cls", KEPT, ids=lambda cls: cls.__name__)
@settings(max_examples=amount(5, 50), deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_every_class_that_is_kept_comes_back(cls: type[Any], data: st.DataObject) -> None:
    value = data.draw(values(cls, 2))
    assert alike(codec.decode(cls, through(codec.encode(value))), value)


@pytest.mark.parametrize("cls", KEPT, ids=lambda cls: cls.__name__)
@settings(max_examples=amount(4, 40), deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_damage_at_any_place_is_refused_or_harmless(cls: type[Any], data: st.DataObject) -> None:
    whole = through(codec.encode(data.draw(values(cls, 2))))
    chance = random.Random(data.draw(st.integers(0, 99)))
    for _ in range(10):
        damaged = through(whole)
        place = damaged
        while True:
            index = chance.randrange(len(place))
            if not isinstance(place[index], list) or not place[index] or chance.random() < 0.2:
                break
            place = place[index]
        place[index] = chance.choice([None, 7, 7.5, True, "nonsense", [], [1], {}, [["a"]], "error"])
        found = codec.remembered(cls, damaged)
        assert found is None or json.dumps(codec.encode(found)) == json.dumps(damaged)


@pytest.mark.parametrize("cls", KEPT, ids=lambda cls: cls.__name__)
def test_lists_of_another_length_and_no_lists_are_refused(cls: type[Any]) -> None:
    lists: list[Any] = [[None] * (len(cls._fields) + 1), [None] * (len(cls._fields) - 1)]
    for bad in (*OTHERS[:6], *lists):
        with pytest.raises(ValueError, match=f"not the data of {cls.__name__}"):
            codec.decode(cls, bad)


def test_a_value_that_its_annotation_does_not_allow_is_not_written() -> None:
    for wrong in (("a", 1), Position("a", 1), Range(Position(1, 1), (1, 1)), Position(True, 1)):  # type: ignore[arg-type]
        with pytest.raises(TypeError):
            codec.encode(wrong, type(wrong) if type(wrong) is not tuple else Position)


def test_an_expression_where_a_text_is_declared_is_not_written() -> None:
    """It would lose its limits, and each run would search the slow way."""
    with pytest.raises(TypeError):
        codec.encode(Named(Expression("a", 1, 2)))


def test_texts_and_numbers_of_a_library_become_plain_ones() -> None:
    class Text(str):
        __slots__ = ()

    class Number(int):
        pass

    data = codec.encode(FULL._replace(text=Text("a"), number=Number(2), texts=(Text("b"),)))
    assert [type(data[0]), type(data[1]), type(data[7][0])] == [str, int, str]


def test_what_is_nested_too_deeply_is_refused() -> None:
    data: list[Any] = codec.encode(FULL)
    for _ in range(100_000):
        data = [*data[:-1], [data]]
    with pytest.raises(ValueError, match="not the data of Everything"):
        codec.decode(Everything, data)


class Unheard(NamedTuple):
    value: object


class Unclear(NamedTuple):
    value: Named | tuple[str, ...]


class Nowhere(NamedTuple):
    value: Missing  # type: ignore[name-defined]  # noqa: F821


@pytest.mark.parametrize("cls", [Unheard, Unclear, Nowhere])
def test_an_annotation_without_a_form_is_a_fault_of_the_program(cls: type[Any]) -> None:
    """Unreadable data must not pass for missing data: each run would repeat the work, unnoticed."""
    with pytest.raises(codec.FormError, match=r"value|apart"):
        codec.encode(cls("a"))
    with pytest.raises(codec.FormError, match=r"value|apart"):
        codec.remembered(cls, ["a"])
