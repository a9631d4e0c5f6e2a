"""The table of content kinds against everybody who uses it: what a kind lacks is named, with where to add it."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import pytest

from speclint.authoring.template.content import FORMS
from speclint.checks.registry import CONTENT_CHECKS
from speclint.completeness.requirements import SCORED
from speclint.engine.linter import SATISFIED
from speclint.language import RuleFile, load
from speclint.language.content import ENTRIES as READ
from speclint.language.keys import KEYS
from speclint.language.schema.content import ENTRIES as WRITTEN
from speclint.language.schema.content import ExpectationModel
from speclint.reporters.guide import LISTED
from speclint.ruleset.kinds import BY_KEY, KINDS, ContentKind, ExpectationSpec, content_nouns, content_words, kind_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from speclint.ruleset import Expectation

ROOT = Path(__file__).parents[2]
TABLE = ROOT / "speclint" / "ruleset" / "kinds" / "__init__.py"
ENTRY_KEYS = {"presence", "severity", "message", "guidance", "weight", "when"}
"""The keys of an entry of `expects` beside the one of its kind."""

SOME_KINDS: dict[str, Collection[str]] = {
    "SATISFIED in speclint/engine/linter.py": SATISFIED,
    "LISTED in speclint/reporters/guide.py": LISTED,
    "FORMS in speclint/authoring/template/content.py": FORMS,
    "SCORED in speclint/completeness/requirements.py": SCORED,
}
"""What rooms say of kinds that are special to them."""

RULES = """speclint: 1
type: {type}
title: Note
{extends}sections:
  - heading: Why
    expects:
      - {key}: {value}
"""


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_every_kind_has_a_check(kind: ContentKind) -> None:
    assert kind.key in SATISFIED or any(check.spec is kind.spec for check in CONTENT_CHECKS), (
        f'add a rule with kind="{kind.key}" to RULES in speclint/checks/rules.py, with its module and its page '
        f'(python tests/house/new_check.py missing-{kind.key} {kind.key}); SATISFIED["{kind.key}"] in '
        "speclint/engine/linter.py for a kind that is judged by others"
    )


@pytest.mark.parametrize("where", SOME_KINDS)
def test_nobody_knows_a_kind_that_is_not_in_the_table(where: str) -> None:
    left = sorted(set(SOME_KINDS[where]) - BY_KEY.keys())
    assert not left, f"{where} names {left}, which no row of KINDS in speclint/ruleset/kinds/__init__.py has as its key"


def test_the_union_of_run_time_classes_is_that_of_the_table() -> None:
    declared, listed = set(get_args(ExpectationSpec)), {kind.spec for kind in KINDS}
    assert declared == listed, (
        "add to ExpectationSpec or to KINDS in speclint/ruleset/kinds/__init__.py: "
        f"{sorted(cls.__name__ for cls in declared ^ listed)}"
    )


def test_every_module_of_kinds_has_a_row() -> None:
    modules = {path.stem for path in TABLE.parent.glob("*.py")} - {"__init__", "kind"}
    left_out = modules - {kind.spec.__module__.rpartition(".")[2] for kind in KINDS}
    assert not left_out, f"modules without a row in KINDS of {TABLE.relative_to(ROOT)}: {sorted(left_out)}"


def test_entries_of_lists_are_validated_and_read() -> None:
    left = {each.__name__ for each in WRITTEN.keys() ^ READ.keys()}
    assert not left, (
        "entries of lists need a model in ENTRIES of speclint/language/schema/content.py, and a reader in ENTRIES of "
        f"speclint/language/content.py: {sorted(left)}"
    )


def test_an_entry_has_the_keys_of_all_kinds() -> None:
    keys = {info.alias or name for name, info in ExpectationModel.model_fields.items()}
    assert keys - ENTRY_KEYS == BY_KEY.keys()


def test_no_two_kinds_share_a_key_or_a_class() -> None:
    assert len(KINDS) == len(BY_KEY) == len({kind.spec for kind in KINDS})


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_every_member_is_a_key_or_the_only_one(kind: ContentKind) -> None:
    keys = [key.member for key in KEYS[kind.key].values()]
    assert keys == list(kind.spec._fields) or (not keys and len(kind.spec._fields) == 1), (
        f"{kind.spec.__name__}: give each member `Annotated[..., Key(...)]`, or none to the only one"
    )
    assert len(KEYS[kind.key]) == len(keys)
    assert set(keys) <= kind.spec._field_defaults.keys(), "a key may be left out: its member needs a default"


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_a_kind_may_be_bare_if_it_has_keys(kind: ContentKind) -> None:
    assert KEYS[kind.key] or not kind.bare, f"`{kind.key}: {{}}` is offered as a repair, but its model refuses it"


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_an_example_of_each_kind_is_read_as_it_is_and_has_words(kind: ContentKind) -> None:
    expectation = _read(kind.key, kind.example)
    assert kind_of(expectation.spec) is kind
    assert content_words(expectation.spec)
    assert content_nouns([expectation.spec])
    usual = kind.spec._field_defaults
    for key in KEYS[kind.key].values():
        is_given = re.search(rf"\b{key.name}: ", kind.example) is not None
        assert (getattr(expectation.spec, key.member) != usual[key.member]) == is_given, f"`{key.name}`: {kind.example}"


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_an_entry_that_extends_one_of_its_kind_keeps_what_it_does_not_say(kind: ContentKind) -> None:
    """An inherited bound that is lost lets documents pass that the base refuses."""
    base = RULES.format(type="base", extends="", key=kind.key, value=kind.example + "\n        message: Inherited")
    value = kind.example if not KEYS[kind.key] else "{}"
    over = RULES.format(type="note", extends="extends: [base]\n", key=kind.key, value=value)
    loaded = load([RuleFile("base.yaml", base), RuleFile("note.yaml", over)], frozenset())
    assert not loaded.diagnostics
    found = loaded.rulesets["note"].sections[0].expects[0]
    assert found.message == ("Inherited" if kind.inherits else "")
    if kind.inherits:
        assert found.spec == _read(kind.key, kind.example).spec


def test_no_function_asks_for_one_class_after_the_other() -> None:
    """Code that tells several kinds apart looks them up by their keys: a chain forgets the next kind in silence."""
    names = {kind.spec.__name__ for kind in KINDS}
    for path in sorted((ROOT / "speclint").rglob("*.py")):
        for function in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(function, ast.FunctionDef):
                asked = names.intersection(_classes_asked_for(function))
                assert len(asked) < 2, (
                    f"{path.relative_to(ROOT)}: {function.name} tells {sorted(asked)} apart with isinstance: use a "
                    "table by the key of the kind (`kind_of`), or a member of ContentKind"
                )


def _classes_asked_for(function: ast.FunctionDef) -> Iterator[str]:
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "isinstance":
            yield from (name.id for name in ast.walk(node.args[1]) if isinstance(name, ast.Name))


def _read(key: str, value: str) -> Expectation:
    loaded = load([RuleFile("note.yaml", RULES.format(type="note", extends="", key=key, value=value))], frozenset())
    assert not loaded.diagnostics, loaded.diagnostics
    return loaded.rulesets["note"].sections[0].expects[0]
