"""Rule authors are reminded of words where their regular expressions are not enough; the bundled rule sets have them."""

from __future__ import annotations

from pathlib import Path

from speclint.language import RuleFile, advice, load

RULES = Path(__file__).parents[2] / "rules"


def test_the_bundled_rule_sets_need_no_more_words() -> None:
    files = [RuleFile(path.name, path.read_text("utf-8"), bundled=True) for path in sorted(RULES.glob("*.yaml"))]
    loaded = load(files, trusted=[file.path for file in files])
    assert loaded.diagnostics == ()
    assert [f"{each.path}:{each.range.start.line}: {each.message}" for each in advice(loaded)] == []


def test_an_inherited_expression_is_named_once_in_the_file_that_has_it() -> None:
    base = "speclint: 1\ntype: base\nabstract: true\nfields: [{name: Number, regex: '[0-9]+'}]\n"
    own = "speclint: 1\ntype: {0}\ntitle: {0}\nextends: [base]\n"
    files = [RuleFile("base.yaml", base), *(RuleFile(f"{each}.yaml", own.format(each)) for each in ("one", "two"))]
    found = advice(load(files))
    assert [(each.path, *each.range.start, each.severity) for each in found] == [("base.yaml", 4, 32, "info")]


def test_an_example_in_an_extending_rule_set_is_enough() -> None:
    base = "speclint: 1\ntype: base\nabstract: true\nfields: [{name: Number, regex: '[0-9]+'}]\n"
    own = "speclint: 1\ntype: one\ntitle: One\nextends: [base]\nfields: [{name: Number, examples: [7]}]\n"
    assert advice(load([RuleFile("base.yaml", base), RuleFile("one.yaml", own)])) == ()
