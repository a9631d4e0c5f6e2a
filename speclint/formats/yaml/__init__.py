"""YAML with exact positions.

Owns: reading YAML text into nodes that know where they are, and saying in plain words what is wrong with it.
Never: reads a file, knows what the keys mean, or builds an object that a tag names.

Importing this package is cheap. The YAML library is loaded by the first call of `read_yaml` or `check_syntax`.
"""

from __future__ import annotations

from speclint.formats.yaml.inside import character_range
from speclint.formats.yaml.nodes import YamlEntry, YamlMapping, YamlNode, YamlScalar, YamlSequence, from_data
from speclint.formats.yaml.reader import check_syntax, read_yaml
from speclint.formats.yaml.result import YamlError, YamlResult

__all__ = [
    "YamlEntry",
    "YamlError",
    "YamlMapping",
    "YamlNode",
    "YamlResult",
    "YamlScalar",
    "YamlSequence",
    "character_range",
    "check_syntax",
    "from_data",
    "read_yaml",
]
