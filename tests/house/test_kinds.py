"""The table of content kinds against everybody who uses it: what a kind lacks is named, with where to add it."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import pytest

from speclint.authoring.template.content import FORMS
from speclint.checks.registry import CONTENT_CHECKS
from speclint.completeness.requirements import SCORED
from speclint.engine.linter import SATISFIED
from speclint.language import RuleFile, load
from speclint.language.content import READERS
from speclint.language.schema.content import ExpectationModel
from speclint.reporters.guide import LISTED
from speclint.ruleset.content import ExpectationSpec
from speclint.ruleset.kinds import BY_KEY, KINDS, ContentKind, content_nouns, content_words, kind_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from speclint.ruleset import Expectation

ROOT = Path(__file__).parents[2]
MODELS = {info.alias or name: info for name, info in ExpectationModel.model_fields.items()}
ENTRY_KEYS = {"presence", "severity", "message", "guidance", "weight", "when"}
"""The keys of an entry of `expects` beside the one of its kind."""


def _rows_of(key: str) -> list[str]:
    """The rows of the table in the docs that has a row for a kind."""
    tables = re.findall(r"(?:^\|.*\n)+", (ROOT / "docs" / "rule-sets.md").read_text("utf-8"), re.MULTILINE)
    return next(table.splitlines() for table in tables if f"| `{key}` |" in table)


EVERY_KIND: dict[str, tuple[Collection[str], str]] = {
    "a model in rule files": (
        MODELS.keys() - ENTRY_KEYS,
        "a member `{key}` of ExpectationModel in speclint/language/schema/content.py",
    ),
    "a reader of its model": (READERS, 'READERS["{key}"] in speclint/language/content.py'),
    "a part of new documents": (FORMS, 'FORMS["{key}"] in speclint/authoring/template/content.py'),
    "a way to be scored": (SCORED, 'SCORED["{key}"] in speclint/completeness/requirements.py'),
    "a check": (
        {kind.key for kind in KINDS if any(check.spec is kind.spec for check in CONTENT_CHECKS)} | SATISFIED.keys(),
        'a ContentCheck for {spec} in speclint/checks/registry.py; SATISFIED["{key}"] in speclint/engine/linter.py for none',
    ),
    "a row in the docs": (
        set(re.findall("`([a-z_]+)`", " ".join(row.split("|")[1] for row in _rows_of("any_of")))),
        "a row `{key}` in the table of kinds in docs/rule-sets.md",
    ),
}
"""Who knows something of every kind: the keys that it knows, and where to add one."""

SOME_KINDS: dict[str, Collection[str]] = {
    "SATISFIED in speclint/engine/linter.py": SATISFIED,
    "LISTED in speclint/reporters/guide.py": LISTED,
}

EXAMPLES: dict[str, str] = {
    "text": "{min_words: 3, min_paragraphs: 2}",
    "table": "{columns: [Name, Value], min_rows: 3}",
    "list": "{min_items: 3, kind: ordered}",
    "code": "{language: json, min: 3}",
    "fields": "[Owner]",
    "image": "{min: 3}",
    "link": "{min: 3}",
    "diagram": "{min: 3}",
    "any_of": "[text: {min_words: 3}, list: {min_items: 3}]",
}
"""One of each kind as a rule author writes it, with bounds other than the usual ones."""

RULES = """speclint: 1
type: {type}
title: Note
{extends}sections:
  - heading: Why
    expects:
      - {key}: {value}
"""


@pytest.mark.parametrize(("known", "where"), EVERY_KIND.values(), ids=EVERY_KIND)
def test_everybody_who_must_know_every_kind_does(known: Collection[str], where: str) -> None:
    lacking = [where.format(key=kind.key, spec=kind.spec.__name__) for kind in KINDS if kind.key not in known]
    assert not lacking, "add " + "; ".join(lacking)
    left = sorted(set(known) - BY_KEY.keys())
    assert not left, f"no row of KINDS in speclint/ruleset/kinds.py has the key {left}: add one, or remove what is left"


@pytest.mark.parametrize("where", SOME_KINDS)
def test_nobody_knows_a_kind_that_is_not_in_the_table(where: str) -> None:
    left = sorted(set(SOME_KINDS[where]) - BY_KEY.keys())
    assert not left, f"{where} names {left}, which no row of KINDS in speclint/ruleset/kinds.py has as its key"


def test_every_kind_has_an_example_here() -> None:
    lacking = BY_KEY.keys() - EXAMPLES.keys()
    assert not lacking, (
        f"add an entry for {sorted(lacking)} to EXAMPLES in {Path(__file__).name}: the tests below read it"
    )


def test_the_union_of_run_time_classes_is_that_of_the_table() -> None:
    declared, listed = set(get_args(ExpectationSpec)), {kind.spec for kind in KINDS}
    assert declared == listed, (
        f"add to ExpectationSpec in speclint/ruleset/content.py, or to KINDS in speclint/ruleset/kinds.py: "
        f"{sorted(cls.__name__ for cls in declared ^ listed)}"
    )


def test_no_two_kinds_share_a_key_or_a_class() -> None:
    assert len(KINDS) == len(BY_KEY) == len({kind.spec for kind in KINDS})


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_bounds_name_members_and_keys_that_exist(kind: ContentKind) -> None:
    model = _model(kind)
    members = set(kind.spec._fields)
    declared = {f"min_{bound.unit}" for bound in kind.bounds}
    declared |= {f"max_{bound.unit}" for bound in kind.bounds if bound.most}
    bounded = {name for name in members if name.startswith(("min_", "max_"))}
    assert declared == bounded, f"the bounds of `{kind.key}` in KINDS and the members of {kind.spec.__name__} differ"
    keys = {key for bound in kind.bounds for key in (bound.least, bound.most) if key}
    assert keys <= set(model.model_fields) if model else not keys, f"keys of bounds that no model of `{kind.key}` has"
    for bound in kind.bounds:
        assert isinstance(kind.spec._field_defaults[f"min_{bound.unit}"], int)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_a_kind_may_be_bare_if_its_model_needs_nothing(kind: ContentKind) -> None:
    model = _model(kind)
    needs_nothing = model is not None and not any(info.is_required() for info in model.model_fields.values())
    assert needs_nothing or not kind.bare, f"`{kind.key}: {{}}` is offered as a repair, but its model refuses it"


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_an_example_of_each_kind_is_read_as_it_is_and_has_words(kind: ContentKind) -> None:
    expectation = _read(kind.key, EXAMPLES[kind.key])
    assert kind_of(expectation.spec) is kind
    assert content_words(expectation.spec)
    assert content_nouns([expectation.spec])
    for bound in kind.bounds:
        if bound.least in EXAMPLES[kind.key]:
            said = int(EXAMPLES[kind.key].partition(f"{bound.least}: ")[2][0])
            assert getattr(expectation.spec, f"min_{bound.unit}") == said


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_an_entry_that_extends_one_of_its_kind_keeps_what_it_does_not_say(kind: ContentKind) -> None:
    """An inherited bound that is lost lets documents pass that the base refuses."""
    base = RULES.format(
        type="base", extends="", key=kind.key, value=EXAMPLES[kind.key] + "\n        message: Inherited"
    )
    value = EXAMPLES[kind.key] if not kind.bounds else "{}"
    over = RULES.format(type="note", extends="extends: [base]\n", key=kind.key, value=value)
    loaded = load([RuleFile("base.yaml", base), RuleFile("note.yaml", over)], frozenset())
    assert not loaded.diagnostics
    found = loaded.rulesets["note"].sections[0].expects[0]
    assert found.message == ("Inherited" if kind.inherits else "")
    if kind.inherits:
        assert found.spec == _read(kind.key, EXAMPLES[kind.key]).spec


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


def _model(kind: ContentKind) -> Any:
    """The model of the value under the key of a kind; None if that is a list."""
    return next((each for each in get_args(MODELS[kind.key].annotation) if hasattr(each, "model_fields")), None)


def _read(key: str, value: str) -> Expectation:
    loaded = load([RuleFile("note.yaml", RULES.format(type="note", extends="", key=key, value=value))], frozenset())
    assert not loaded.diagnostics, loaded.diagnostics
    return loaded.rulesets["note"].sections[0].expects[0]
