"""What reading YAML gives back.

Owns: the shape of an error and of a result.
Never: decides how severe an error is; that depends on where the YAML came from.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from speclint.base.source import Range
    from speclint.formats.yaml.nodes import YamlNode


class YamlError(NamedTuple):
    """One thing wrong in a YAML text. `help` says how to fix it, or is empty where that is not recognisable."""

    range: Range
    message: str
    help: str = ""


class YamlResult(NamedTuple):
    """A YAML text as nodes.

    `root` is None for a text without a value (empty, or only comments) and for one that breaks the syntax. Beside
    errors of another kind, such as a duplicate key, it holds what could be read.
    `errors` are in the order of their positions.
    """

    root: YamlNode | None
    errors: tuple[YamlError, ...] = ()
