"""bad-file-name: the file name does not follow the pattern of its type."""

from __future__ import annotations

from typing import TYPE_CHECKING

from speclint.base.diagnostics import Finding
from speclint.base.source import Range
from speclint.expressions import whole_matches
from speclint.ruleset.ids import lacks_room
from speclint.ruleset.name_patterns import false_date, name_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from speclint.binding import Binding


def check(binding: Binding) -> Iterator[Finding]:
    """One finding on line 1."""
    naming = binding.ruleset.naming
    name = binding.document.source.path.rsplit("/", 1)[-1]
    stem, dot, _ = name.rpartition(".")
    if not naming.file_pattern or not dot or whole_matches(naming.file_pattern, stem):
        return
    from speclint.fixes.file_names import rename_file  # loads the templates

    expected = f"expected a name such as '{naming.file_example}.md'"
    if (written := false_date(naming.file_pattern, stem)) != "":
        expected = f"there is no day {written}"
    elif lacks_room(naming, stem):
        expected = f"ids such as {name_pattern(naming.id_template).example} have no room for its number"
    ids = (pair.found.value for pair in binding.declared_fields if pair.found and pair.spec.initial == "{id}")
    yield Finding(
        Range.at(1),
        f"Invalid file name '{name}': {expected}",
        f"Rename the file to match the pattern {naming.file_template}.md.",
        fix=rename_file(naming, name, tuple(ids)),
    )
