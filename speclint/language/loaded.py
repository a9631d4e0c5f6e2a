"""What goes into the loading of rule files, and what comes out.

Owns: the values that the package's own module shows. It is below those that make and read them.
Never: does anything; importing it loads neither pydantic nor the YAML library.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from speclint.base.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from speclint.base.diagnostics import Diagnostic
    from speclint.formats.yaml import YamlNode
    from speclint.ruleset import RuleSet


class RuleFile(NamedTuple):
    """The text of a rule file.

    `path` is what the user sees, with forward slashes. `bundled`: it comes with the program.
    """

    path: str
    text: str
    bundled: bool = False


class Loaded(NamedTuple):
    """What rule files give: rule sets by type (without abstract ones), and everything that is wrong in the files.

    `trees` holds the merged YAML by type, for showing where a value comes from (see `origin`). `types` are those that the user's
    files define, with and without errors. `lacks`: whether a file names another, or a type, that is not among them.
    """

    rulesets: dict[str, RuleSet]
    diagnostics: tuple[Diagnostic, ...]
    trees: dict[str, YamlNode]
    types: frozenset[str] = frozenset()
    lacks: bool = False


class Readings(NamedTuple):
    """The YAML of rule files as it was read before, by path, in the form of `YamlNode.to_data`.

    `learned` takes what had to be read now and has no fault.
    """

    known: Mapping[str, Any]
    learned: dict[str, Any]
