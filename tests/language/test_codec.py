from __future__ import annotations

import json
import random
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from speclint.expressions import ANY_LENGTH, Expression
from speclint.language import RuleFile, load
from speclint.language.codec import LAYOUT, LITERALS, decode, encode
from speclint.ruleset import (
    AnyOfSpec,
    Condition,
    Expectation,
    ListSpec,
    RuleSet,
    TextSpec,
)
from speclint.ruleset.kinds import KINDS

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

ROOT = Path(__file__).parents[2]
_LIMIT = st.integers(0, ANY_LENGTH)
_PLAIN: dict[str, SearchStrategy[Any]] = {
    "regex": st.text(max_size=5) | st.builds(Expression, st.text(max_size=5), _LIMIT, _LIMIT),
    "str": st.text(max_size=5),
    "int": st.integers(-1, 99),
    "bool": st.booleans(),
    "strs": st.lists(st.text(max_size=3), max_size=2).map(tuple),
    "pairs": st.lists(st.tuples(st.text(max_size=3), st.text(max_size=3)), max_size=2).map(tuple),
    "values_by_key": st.lists(
        st.tuples(st.text(max_size=3), st.lists(st.text(max_size=3), max_size=2).map(tuple)), max_size=2
    ).map(tuple),
}
_SPECS = tuple(kind.spec for kind in KINDS)


def values(cls: type[Any], depth: int = 2) -> SearchStrategy[Any]:
    return st.tuples(*(_member(token, depth) for token in LAYOUT[cls].split())).map(lambda row: cls(*row))


def _member(stored: str, depth: int) -> SearchStrategy[Any]:
    if stored in _PLAIN:
        return _PLAIN[stored]
    if stored in LITERALS:
        return st.sampled_from(sorted(LITERALS[stored]))
    if stored == "spec":
        return st.one_of(*(values(cls, depth - 1) for cls in _SPECS if depth > 0 or cls is TextSpec))
    cls = next(cls for cls in LAYOUT if cls.__name__ == stored.rstrip("*?"))
    if stored.endswith("*"):
        return st.lists(values(cls, depth - 1), max_size=2).map(tuple) if depth > 0 else st.just(())
    if stored.endswith("?"):
        return st.none() | values(cls, depth - 1) if depth > 0 else st.none()
    return values(cls, depth)


@settings(max_examples=60, deadline=None)
@given(values(RuleSet))
def test_decoding_gives_back_what_was_encoded(ruleset: RuleSet) -> None:
    found = decode(json.loads(json.dumps(encode(ruleset))))
    assert found == ruleset
    assert _limits(found) == _limits(ruleset)


def _limits(value: Any) -> list[tuple[int, int] | None]:
    """The limits of all texts of a value in their order; None for a text without."""
    if isinstance(value, tuple):
        return [limits for part in value for limits in _limits(part)]
    if isinstance(value, Expression):
        return [(value.whole, value.part)]
    return [None] if isinstance(value, str) else []


def test_the_layout_names_every_member() -> None:
    for cls, layout in LAYOUT.items():
        assert len(layout.split()) == len(cls._fields), cls.__name__


def test_types_survive() -> None:
    ruleset = _large()
    again = decode(json.loads(json.dumps(encode(ruleset))))
    assert again == ruleset
    assert _limits(again) == _limits(ruleset)
    assert any(_limits(again))
    assert type(again.sections[0]) is type(ruleset.sections[0])
    specs = [type(found.spec) for section in again.sections for found in section.expects]
    assert specs == [type(found.spec) for section in ruleset.sections for found in section.expects]


def test_anything_else_is_refused() -> None:
    good = encode(_large())
    for bad in (None, 1, "text", [], {}, [1], good[:-1], [*good, 1], [good], "x" * len(good), dict.fromkeys("abc")):
        with pytest.raises(ValueError, match="not the data of a rule set"):
            decode(bad)


def test_damage_at_any_place_is_refused_or_harmless() -> None:
    text = json.dumps(encode(_large()))
    chance = random.Random(1)
    for _ in range(300):
        data = json.loads(text)
        place = data
        while True:
            index = chance.randrange(len(place))
            if not isinstance(place[index], list) or not place[index] or chance.random() < 0.2:
                break
            place = place[index]
        place[index] = chance.choice([None, 7, True, "nonsense", [], [1], {}, [["a"]]])
        try:
            found = decode(data)
        except ValueError:
            continue
        # Where the damage has the right type, the rule set is another one, but whole.
        assert decode(json.loads(json.dumps(encode(found)))) == found


def test_a_condition_nested_too_deeply_is_refused() -> None:
    condition: Any = Condition("all")
    data: Any = list(condition)
    for _ in range(100_000):
        data = ["all", "", [], "", True, [data]]
    whole = encode(_large())
    whole[LAYOUT[RuleSet].split().index("SectionSpec*")][0][15] = data
    with pytest.raises(ValueError, match="not the data of a rule set"):
        decode(whole)


def _large() -> RuleSet:
    path = ROOT / "tests" / "formats" / "rules" / "eip.yaml"
    rule_ids = frozenset({"missing-section", "placeholder"})
    ruleset = load([RuleFile(str(path), path.read_text(encoding="utf-8"))], rule_ids).rulesets["eip"]
    inner = AnyOfSpec((Expectation(TextSpec()), Expectation(ListSpec())))
    first = ruleset.sections[0]
    first = first._replace(expects=(*first.expects, Expectation(inner, when=Condition("not", conditions=()))))
    return ruleset._replace(sections=(first, *ruleset.sections[1:]))
