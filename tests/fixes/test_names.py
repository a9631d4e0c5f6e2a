"""Files that do not have the form of their type's names get one made from what they say."""

from __future__ import annotations

import pytest

from speclint.fixes.file_names import rename_file
from speclint.language import RuleFile, load

RULES = "speclint: 1\ntype: note\ntitle: Note\nnaming: {{file: '{file}', id: '{id}'}}\n"


@pytest.mark.parametrize(
    ("file", "id", "name", "own", "expected"),
    [
        ("nt-{number:3}-{slug}", "NT-{number:3}", "NT_7 Some Thing.md", "", "nt-007-some-thing.md"),
        ("nt-{number:3}-{slug}", "NT-{number:3}", "SomeThing.md", "[NT-007]", "nt-007-some-thing.md"),
        ("nt-{number:3}-{slug}", "Note {number}", "SomeThing.md", "note 7", "nt-007-some-thing.md"),
        ("nt-{number:3}-{slug}", "NT-{number:3}", "SomeThing.md", "", None),
        ("{number:4}-{slug}", "ADR-{number:4}", "Use_Postgres.md", "ADR-0007", "0007-use-postgres.md"),
        ("{number:4}-{slug}", "ADR-{number:4}", "7_Use_Postgres.md", "", "0007-use-postgres.md"),
        ("{number:4}-{slug}", "ADR-{number:4}", "ADR-0007-Use-Postgres.md", "", "0007-use-postgres.md"),
        ("{number:4}-{slug}", "ADR-{number:4}", "2 reasons.md", "ADR-0007", "0007-2-reasons.md"),
        ("{number:4}-{slug}", "ADR-{number:3}", "Late.md", "ADR-999", "0999-late.md"),
        ("{number:4}-{slug}", "ADR-{number:3}", "1000 Late.md", "", None),
        ("{slug}", "N-{slug}", "Some Thing.md", "", None),
    ],
)
def test_name_is_made_from_the_file_and_its_id(file: str, id: str, name: str, own: str, expected: str | None) -> None:
    naming = load([RuleFile("note.yaml", RULES.format(file=file, id=id))]).rulesets["note"].naming
    fix = rename_file(naming, name, (own,))
    assert (fix.rename if fix is not None else None) == expected
