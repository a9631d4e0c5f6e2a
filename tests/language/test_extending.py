from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.language import Loaded, RuleFile, load, origin
from speclint.ruleset import Condition, marks

if TYPE_CHECKING:
    from speclint.ruleset import RuleSet

RULE_IDS = frozenset({"missing-section", "bad-cell"})

BASE = """\
speclint: 1
type: base
title: Base
description: What all have.
rules: {missing-section: warning, bad-cell: info}
fields:
  - {name: Owner, guidance: Who answers for it?}
  - {name: Status, values: [Draft, Final]}
placeholders:
  - {name: todo, regex: TODO}
sections:
  - heading: Purpose
    aliases: [Goal]
    guidance: Say what it is for.
    expects:
      - text: {min_words: 10}
        message: Say more.
      - table:
          columns:
            - {name: Name, unique: true}
            - Meaning
          min_rows: 2
  - id: intro
    heading: Introduction
  - heading: Steps
    sections:
      - heading: First
"""


def load_all(*files: RuleFile) -> Loaded:
    loaded = load(files, RULE_IDS)
    assert loaded.diagnostics == (), loaded.diagnostics
    return loaded


def extend(text: str, base: str = BASE) -> RuleSet:
    own = RuleFile("own.yaml", f"speclint: 1\ntype: own\nextends: [base]\n{text}")
    return load_all(RuleFile("base.yaml", base, bundled=True), own).rulesets["own"]


def titles(ruleset: RuleSet) -> list[str]:
    return [section.title for section in ruleset.sections]


def test_what_is_not_said_is_inherited() -> None:
    own = extend("")
    assert (own.title, own.description) == ("Base", "What all have.")
    assert titles(own) == ["Purpose", "Introduction", "Steps"]
    assert own.sources == ("base.yaml", "own.yaml")


def test_maps_are_merged_key_by_key() -> None:
    own = extend("rules: {bad-cell: off}\ntitle: Own\n")
    assert dict(own.rules) == {"missing-section": "warning", "bad-cell": "off"}
    assert own.title == "Own"


def test_a_section_is_overridden_by_the_id_of_its_heading() -> None:
    purpose = extend("sections:\n  - heading: Purpose\n    presence: optional\n").sections[0]
    assert purpose.presence == "optional"
    assert purpose.aliases == ("Goal",)
    assert purpose.guidance == "Say what it is for."


def test_an_id_keeps_naming_a_section_whose_heading_changes() -> None:
    purpose = extend("sections:\n  - {id: purpose, heading: Goals}\n").sections[0]
    assert (purpose.id, purpose.title, purpose.names) == ("purpose", "Goals", ("goals", "goal"))


def test_a_heading_finds_a_section_with_an_id_of_its_own() -> None:
    own = extend("sections:\n  - {heading: Introduction, weight: 3}\n")
    assert titles(own) == ["Purpose", "Introduction", "Steps"]
    assert (own.sections[1].id, own.sections[1].weight) == ("intro", 3)


def test_new_sections_come_last_or_where_they_say() -> None:
    own = extend(
        "sections:\n"
        "  - heading: Appendix\n"
        "  - {heading: Scope, after: purpose}\n"
        "  - {heading: Summary, before: purpose}\n"
        "  - {id: steps, before: intro}\n"
    )
    assert titles(own) == ["Summary", "Purpose", "Scope", "Steps", "Introduction", "Appendix"]


def test_sections_are_removed_at_any_depth() -> None:
    own = extend(
        "sections:\n  - {id: intro, remove: true}\n  - id: steps\n    sections:\n      - {id: first, remove: true}\n"
    )
    assert titles(own) == ["Purpose", "Steps"]
    assert own.sections[1].sections == ()


def test_fields_and_placeholders_are_merged_by_name() -> None:
    own = extend(
        "fields:\n"
        "  - {name: owner, presence: optional}\n"
        "  - {name: Status, remove: true}\n"
        "  - name: Team\n"
        "placeholders:\n"
        "  - {name: todo, regex: FIXME}\n"
    )
    assert [(field.name, field.presence) for field in own.fields] == [("owner", "optional"), ("Team", "required")]
    assert own.fields[0].guidance == "Who answers for it?"
    assert [placeholder.pattern for placeholder in own.placeholders] == [marks.PATTERN, "FIXME"]


def test_expectations_are_replaced_and_start_from_the_one_of_their_kind() -> None:
    own = extend(
        "sections:\n"
        "  - heading: Purpose\n"
        "    expects:\n"
        "      - table:\n"
        "          columns:\n"
        "            - {name: Meaning, blank: true}\n"
        "            - Default\n"
    )
    (table,) = own.sections[0].expects
    spec = table.spec
    assert [(column.name, column.blank, column.unique) for column in spec.columns] == [  # type: ignore[union-attr]
        ("Name", False, True),
        ("Meaning", True, False),
        ("Default", False, False),
    ]
    assert spec.min_rows == 2  # type: ignore[union-attr]


def test_lists_are_replaced() -> None:
    own = extend("fields:\n  - {name: Status, values: [Open, Closed]}\n")
    assert own.fields[1].values == ("Open", "Closed")


def test_a_condition_is_replaced_as_a_whole() -> None:
    base = BASE.replace("heading: Introduction", "heading: Introduction\n    when: {field: Status, is: Draft}")
    own = extend("sections:\n  - {id: intro, when: {section: steps}}\n", base)
    assert own.sections[1].when == Condition("section", "steps", heading="'Steps'")


def test_the_later_parent_wins() -> None:
    parents = [
        RuleFile(f"{name}.yaml", f"speclint: 1\ntype: {name}\ntitle: {name.upper()}\nabstract: true\norder: {order}\n")
        for name, order in (("one", "any"), ("two", "relaxed"))
    ]
    own = RuleFile("own.yaml", "speclint: 1\ntype: own\nextends: [one, two]\n")
    loaded = load_all(*parents, own)
    assert set(loaded.rulesets) == {"own"}
    assert (loaded.rulesets["own"].title, loaded.rulesets["own"].order) == ("TWO", "relaxed")
    assert loaded.rulesets["own"].sources == ("one.yaml", "two.yaml", "own.yaml")


def test_a_path_is_relative_to_the_file() -> None:
    shared = RuleFile("team/shared/base.yaml", BASE)
    own = RuleFile("team/rules/own.yaml", "speclint: 1\ntype: own\nextends: [../shared/./base.yaml]\n")
    assert load_all(shared, own).rulesets["own"].title == "Base"


def test_a_rule_set_of_a_bundled_type_changes_or_replaces_it() -> None:
    bundled = RuleFile("bundled/base.yaml", BASE, bundled=True)
    changed = load_all(bundled, RuleFile("own.yaml", "speclint: 1\ntype: base\nextends: [base]\norder: any\n"))
    assert (changed.rulesets["base"].title, changed.rulesets["base"].order) == ("Base", "any")
    replaced = load_all(bundled, RuleFile("own.yaml", "speclint: 1\ntype: base\ntitle: Other\n"))
    assert (replaced.rulesets["base"].title, replaced.rulesets["base"].sections) == ("Other", ())


def test_others_extend_the_changed_rule_set() -> None:
    bundled = RuleFile("bundled/base.yaml", BASE, bundled=True)
    own = RuleFile("own.yaml", "speclint: 1\ntype: base\nextends: [base]\ntitle: Ours\n")
    other = RuleFile("other.yaml", "speclint: 1\ntype: other\nextends: [base]\n")
    assert load_all(bundled, own, other).rulesets["other"].title == "Ours"


def test_an_abstract_rule_set_may_name_what_is_declared_later() -> None:
    base = "speclint: 1\ntype: base\nabstract: true\nat_least_one: [one, two]\n"
    own = "speclint: 1\ntype: own\ntitle: Own\nextends: [base]\nsections:\n  - heading: One\n  - heading: Two\n"
    ruleset = load_all(RuleFile("base.yaml", base), RuleFile("own.yaml", own)).rulesets["own"]
    assert ruleset.groups[0].sections == ("one", "two")


def test_merged_values_keep_their_origin() -> None:
    own = "speclint: 1\ntype: own\nextends: [base]\nsections:\n  - id: purpose\n    weight: 2\n"
    loaded = load_all(RuleFile("base.yaml", BASE), RuleFile("own.yaml", own))
    assert origin(loaded, "own", ("sections", "purpose", "weight")) == ("own.yaml", 6, 13)
    assert origin(loaded, "own", ("sections", "purpose", "guidance")) == ("base.yaml", 14, 15)
    assert origin(loaded, "own", ("fields", "Owner", "guidance")) == ("base.yaml", 7, 29)
    assert origin(loaded, "own", ("sections", 0, "expects", 0)) == ("base.yaml", 16, 9)
    assert origin(loaded, "own", ("sections", "nothing")) is None
    assert origin(loaded, "nothing", ()) is None
