"""Short forms of the rule-set language, written out.

Owns: turning what an author may abbreviate into its full form, before anything else looks at it.
Never: reports an error; an invalid short form is left to the validation.
"""

from __future__ import annotations

from speclint.formats.yaml import YamlEntry, YamlMapping, YamlNode, YamlScalar, YamlSequence


def written_out(root: YamlMapping) -> YamlMapping:
    """The tree with every `fields: [Purpose]` as `fields: [{name: Purpose}]`. Places stay those of the file."""
    entries = []
    for entry in root.entries:
        value = entry.value
        # A JSON Schema is another language.
        if entry.key.text != "schema":
            value = _inside(value)
        if entry.key.text == "fields" and isinstance(value, YamlSequence):
            value = YamlSequence(value.range, value.source, [_field(item) for item in value.items])
        entries.append(YamlEntry(entry.key, value))
    return YamlMapping(root.range, root.source, entries)


def _inside(node: YamlNode) -> YamlNode:
    if isinstance(node, YamlSequence):
        return YamlSequence(node.range, node.source, [_inside(item) for item in node.items])
    return written_out(node) if isinstance(node, YamlMapping) else node


def _field(node: YamlNode) -> YamlNode:
    if not isinstance(node, YamlScalar) or not isinstance(node.value, str):
        return node
    key = YamlScalar(node.range, node.source, "name", is_text=True)
    return YamlMapping(node.range, node.source, [YamlEntry(key, node)])
