"""Rule sets: from YAML files to the run-time model, with every mistake in them at its place.

Owns: the surface language, extending, validation, normalisation, and the form in which rule sets are cached.
Never: reads a file. Callers pass texts and keep the results.

Importing this package is cheap: pydantic and the YAML library are loaded by the first call of `load` or
`json_schema`. A run that finds its rule sets in the cache needs neither.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from speclint.language.loaded import Loaded, Readings, RuleFile

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from speclint.base.diagnostics import Diagnostic

__all__ = ["Loaded", "Readings", "RuleFile", "advice", "json_schema", "load", "origin"]


def load(
    files: Sequence[RuleFile],
    rule_ids: Collection[str] | None = None,
    trusted: Collection[str] = (),
    readings: Readings | None = None,
) -> Loaded:
    """Load rule files, the bundled ones and the user's together.

    `trusted`: paths of files whose regular expressions were analysed before, when they were written; that takes most of
    the time. `rule_ids`: the rules whose severity can be set; those of the registry of checks unless given. Everything wrong in
    any file is in the diagnostics, in the order of the files. A rule set is left out when its file, or one that it
    extends, has an error. Never raises for anything that is in a file. Reading YAML takes most of the rest of the
    time: `readings` are those of earlier runs.
    """
    from speclint.language.loader import load_files

    if rule_ids is None:
        from speclint.checks.rules import RULE_IDS

        rule_ids = RULE_IDS
    return load_files(files, rule_ids, trusted, readings or Readings({}, {}))


def origin(loaded: Loaded, spec_type: str, path: Sequence[str | int]) -> tuple[str, int, int] | None:
    """Where a value of a rule set was written: file, line and column. None where there is no such value.

    `path` is the way to the value in the YAML: keys and indices; in lists of sections, fields, columns and
    placeholders an id or a name may stand for the index. `("sections", "interfaces", "guidance")` is an example.
    """
    from speclint.language.merge import origin as find

    tree = loaded.trees.get(spec_type)
    return None if tree is None else find(tree, path)


def advice(loaded: Loaded) -> tuple[Diagnostic, ...]:
    """What the authors of loaded rule sets should add for their readers, and what has no effect, by file and line.

    Nothing about rule sets with errors: see `load`.
    """
    from speclint.language.reminders import reminders

    return reminders((loaded.trees[type], ruleset) for type, ruleset in loaded.rulesets.items())


def json_schema() -> dict[str, Any]:
    """A JSON Schema of rule files, for editors."""
    from speclint.language.schema import json_schema as made

    return made()
