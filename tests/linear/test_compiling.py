"""Compiling an expression costs more than searching with it: one that cannot match is not compiled."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from speclint.binding.unwritten import is_unwritten
from speclint.language import RuleFile, load

if TYPE_CHECKING:
    from speclint.expressions import Expression

RULES = """
speclint: 1
type: own
title: Own
placeholders:
  - {name: to be done, regex: "(?i)tbd|to be (done|written)", where: value}
  - {name: later, regex: "(?i)(?:follows|coming) (?:soon|later)", where: section}
sections:
  - heading: Purpose
"""


def test_what_cannot_match_a_text_is_not_compiled() -> None:
    specs = load([RuleFile("own.yaml", RULES)]).rulesets["own"].placeholders
    done, later = (cast("Expression", spec.pattern) for spec in specs if spec.name in ("to be done", "later"))
    assert not is_unwritten("the library reads no files", specs)
    assert (done.compiled, later.compiled) == (None, None)
    assert is_unwritten("Coming soon", specs)
    assert done.compiled is None
    assert later.compiled is not None
