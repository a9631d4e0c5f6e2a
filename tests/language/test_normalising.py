from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from speclint.language import RuleFile, load
from speclint.ruleset import UNBOUNDED, CellTest, Condition, RowRule

if TYPE_CHECKING:
    from speclint.ruleset import RuleSet, SectionSpec

RULE_IDS = frozenset({"missing-section"})


def read(text: str) -> RuleSet:
    loaded = load([RuleFile("a.yaml", f"speclint: 1\ntype: a\ntitle: A\n{text}")], RULE_IDS)
    assert loaded.diagnostics == ()
    return loaded.rulesets["a"]


def section(text: str) -> SectionSpec:
    return read(f"sections:\n  - heading: Outer\n    {text}").sections[0]


@pytest.mark.parametrize(
    ("keys", "severity"),
    [
        ("{}", "error"),
        ("{presence: recommended}", "warning"),
        ("{presence: optional}", "warning"),
        ("{severity: info}", "info"),
        ("{presence: recommended, severity: error}", "error"),
        ("{repeat: 0..}", "warning"),
    ],
)
def test_presence_gives_the_severity_unless_it_is_said(keys: str, severity: str) -> None:
    (found,) = read(f"sections: [{{heading: X, {keys[1:]}]").sections
    assert found.severity == severity


@pytest.mark.parametrize(
    ("outer", "inner", "severity"),
    [
        ("presence: required", "", "error"),
        ("presence: recommended", "", "warning"),
        ("severity: info", "", "info"),
        ("presence: recommended", "severity: error", "error"),
        ("presence: recommended", "presence: required", "error"),
        ("presence: required", "presence: recommended", "warning"),
    ],
)
def test_what_is_expected_inherits_the_severity_of_the_section(outer: str, inner: str, severity: str) -> None:
    found = section(
        f"{outer}\n    expects:\n      - text: {{}}\n        {inner}\n      - any_of: [list: {{}}]\n        {inner}"
    )
    assert [expectation.severity for expectation in found.expects] == [severity, severity]
    assert found.expects[1].spec.options[0].severity == severity  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("outer", "inner", "severity"),
    [
        ("presence: required", "presence: required", "error"),
        ("presence: recommended", "presence: required", "warning"),
        ("severity: info", "presence: recommended", "info"),
        ("severity: info", "severity: error", "error"),
        ("presence: required", "presence: recommended", "warning"),
    ],
)
def test_a_subsection_is_never_worse_than_its_parent_unless_it_says_so(outer: str, inner: str, severity: str) -> None:
    found = section(f"{outer}\n    sections:\n      - heading: Inner\n        {inner}")
    assert found.sections[0].severity == severity


def test_fields_inside_a_section_inherit_its_severity() -> None:
    found = section("presence: recommended\n    expects:\n      - fields: [{name: A}, {name: B, presence: required}]")
    fields = found.expects[0].spec.fields  # type: ignore[union-attr]
    assert [(field.name, field.severity) for field in fields] == [("A", "warning"), ("B", "error")]


@pytest.mark.parametrize(
    ("written", "least", "most"),
    [("1", 1, 1), ("1..", 1, UNBOUNDED), ("0..3", 0, 3), ("2..5", 2, 5), ("'3'", 3, 3)],
)
def test_repeat_says_how_often_a_section_may_stand(written: str, least: int, most: int) -> None:
    found = section(f"repeat: {written}")
    assert (found.min_count, found.max_count) == (least, most)


def test_values_are_taken_as_they_are_written() -> None:
    (field,) = read("fields: [{name: V, values: [1.10, Yes, true, 0x1F, '07', 2026-01-31]}]").fields
    assert field.values == ("1.10", "Yes", "true", "0x1F", "07", "2026-01-31")


def test_names_of_a_section_are_the_forms_of_its_heading_and_aliases() -> None:
    found = read("sections: [{heading: Configuration File (config.json), aliases: [Settings]}]").sections[0]
    assert found.names == ("configuration file (config.json)", "configuration file", "settings")
    assert found.id == "configuration-file-config-json"


def test_headings_given_as_patterns() -> None:
    regex, glob, bare = read(
        "sections:\n"
        '  - {id: op, heading: {regex: "(GET|POST) /.*", example: GET /items}, repeat: 1..}\n'
        '  - {heading: {glob: "Phase *", example: Phase 1}}\n'
        '  - {heading: {regex: "(PUT|PATCH) /[a-z]+"}}\n'
    ).sections
    assert (regex.id, regex.title, regex.names) == ("op", "GET /items", ())
    assert (glob.id, glob.title) == ("phase-1", "Phase 1")
    assert re.fullmatch(glob.pattern, "phase two")
    assert not re.fullmatch(glob.pattern, "Two phases")
    assert re.fullmatch(bare.pattern, bare.title), "an example is made up where none is given"


def test_naming_patterns_become_regular_expressions() -> None:
    naming = read('naming: {file: "prd-{number:3}-{slug}", id: "PRD-{number:3}", other_prefixes: [TRQ]}').naming
    assert naming.prefixes == ("prd-", "trq-")
    for name in ("prd-001-pay-by-card", naming.file_example):
        assert re.fullmatch(naming.file_pattern, name), name
    for name in ("prd-1-x", "prd-001", "prd-001-Pay", "prd-001-pay.md", "other-001-x", "prd-001-pay-"):
        assert not re.fullmatch(naming.file_pattern, name), name
    for name in ("PRD-001", "prd-001", "Trq-042"):
        assert re.fullmatch(naming.id_pattern, name), name
    assert not re.fullmatch(naming.id_pattern, "PRD-0001")
    assert (naming.file_template, naming.id_template) == ("prd-{number:3}-{slug}", "PRD-{number:3}")
    re.compile(f"before {naming.id_pattern} after")


def test_a_reference_takes_the_ids_of_its_type() -> None:
    files = [
        RuleFile("a.yaml", "speclint: 1\ntype: a\ntitle: A\nreferences: [{to: b}, {to: c, id: 'C-{number}'}]\n"),
        RuleFile("b.yaml", "speclint: 1\ntype: b\ntitle: B\nnaming: {id: 'B-{number:3}'}\n"),
    ]
    to_b, to_c = load(files, RULE_IDS).rulesets["a"].references
    assert (to_b.example, to_b.presence, to_b.severity) == ("B-001", "recommended", "warning")
    assert re.fullmatch(to_b.pattern, "b-042")
    assert re.fullmatch(to_c.pattern, "C-7")


def test_logic_in_each_of_its_forms() -> None:
    groups = read(
        "sections: [{heading: A}, {heading: B}, {heading: C}]\n"
        "at_least_one: [a, b]\n"
        "exactly_one: [[a, b], {sections: [b, c], message: One., severity: info}]\n"
        "all_or_none: {sections: [a, c]}\n"
        "requires: [{a: [b, c]}, {when: b, sections: [c], message: C goes with B.}]\n"
        "conflicts: [a, c]\n"
    ).groups
    assert [tuple(group) for group in groups] == [
        ("at_least_one", ("a", "b"), "error", ""),
        ("exactly_one", ("a", "b"), "error", ""),
        ("exactly_one", ("b", "c"), "info", "One."),
        ("all_or_none", ("a", "c"), "error", ""),
        ("requires", ("a", "b", "c"), "error", ""),
        ("requires", ("b", "c"), "error", "C goes with B."),
        ("conflicts", ("a", "c"), "error", ""),
    ]


def test_conditions_in_each_of_their_forms() -> None:
    found = read(
        "fields: [{name: Type}, {name: Owner}]\n"
        "sections:\n"
        "  - heading: A\n"
        "    when: {all: [{section: b}, {not: {field: Type, is: [X, Y]}}, {any: [{field: Owner, present: false}]}]}\n"
        "  - heading: B\n"
        "    when: {field: Type, matches: '(?i)k8s'}\n"
    ).sections
    assert found[0].when == Condition(
        "all",
        conditions=(
            Condition("section", "b", heading="'B'"),
            Condition("not", conditions=(Condition("field", "Type", ("X", "Y")),)),
            Condition("any", conditions=(Condition("field", "Owner", present=False),)),
        ),
    )
    assert found[1].when == Condition("field", "Type", pattern="(?i)k8s")


def test_cells_of_row_rules_in_each_of_their_forms() -> None:
    found = section(
        "expects:\n      - table:\n          columns: [A, B]\n          rows:\n"
        "            - when: {A: No, B: [x, 1.0]}\n              then: {A: present, B: {regex: x+}}\n"
    )
    assert found.expects[0].spec.rows == (  # type: ignore[union-attr]
        RowRule(
            (CellTest("A", ("No",)), CellTest("B", ("x", "1.0"))),
            (CellTest("A"), CellTest("B", pattern="x+")),
        ),
    )


def test_order_holds_for_the_levels_below_that_do_not_say_otherwise() -> None:
    outer, other = read(
        "order: any\nsections:\n  - heading: A\n    sections: [{heading: B}]\n  - {heading: C, order: strict}\n"
    ).sections
    assert (outer.order, outer.sections[0].order, other.order) == ("any", "any", "strict")
