"""Ways to hide a field or a table: what its author sees as one, and GitHub or a rule set does not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .hiding import Hidden

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def _swapped(name: str) -> str:
    """A name in which two neighbouring letters changed places."""
    for at in range(1, len(name) - 1):
        if name[at : at + 2].isalpha() and name[at] != name[at + 1]:
            return name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    return ""


def _misspelt(name: str, value: str) -> Hidden | None:
    return Hidden((f"**{_swapped(name)}**: {value}",)) if len(name) > 4 else None


FIELD_WAYS: dict[str, Callable[[str, str], Hidden | None]] = {
    "comment": lambda name, value: Hidden((f"<!-- **{name}**: {value} -->",)),
    "long comment": lambda name, value: Hidden(("<!--", f"{name}: {value}", "-->"), 1),
    "fence": lambda name, value: Hidden(("~~~~", f"{name}: {value}", "~~~~"), 1),
    "named fence": lambda name, value: Hidden(("~~~~markdown", f"**{name}**: {value}", "~~~~"), 1),
    "indented": lambda name, value: Hidden((f"    **{name}**: {value}",)),
    "html": lambda name, value: Hidden(("<div>", f"**{name}**: {value}", "</div>"), 1),
    "html names": lambda name, value: Hidden((f"<b>{name}</b>: {value}",)),
    "html list": lambda name, value: Hidden(("<dl>", f"<dt>{name}</dt><dd>{value}</dd>", "</dl>"), 1),
    "footnote": lambda name, value: Hidden((f"[^field]: **{name}**: {value}",)),
    "definition": lambda name, value: Hidden((f"[{name}]: {value.split()[0]}",)),
    "bold without a colon": lambda name, value: Hidden((f"**{name}** {value}",)),
    "without a colon": lambda name, value: Hidden((f"{name} {value}",)) if len(value.split()) < 5 else None,
    "without a space": lambda name, value: Hidden((f"{name}:{value}",)),
    "equals sign": lambda name, value: Hidden((f"**{name}** = {value}",)),
    "plain equals sign": lambda name, value: Hidden((f"{name} = {value}",)),
    "dash": lambda name, value: Hidden((f"{name} - {value}",)) if len(value.split()) < 10 else None,
    "arrow": lambda name, value: Hidden((f"{name} \u2192 {value}",)) if len(value.split()) < 10 else None,
    "all in italics": lambda name, value: Hidden((f"*{name}: {value}*",)) if "*" not in value else None,
    "table without dashes": lambda name, value: Hidden(("| Field | Value |", f"| {name} | {value} |"), 1),
    "table in a fence": lambda name, value: Hidden(
        ("~~~~", "| Field | Value |", "|---|---|", f"| {name} | {value} |", "~~~~"), 3
    ),
    "misspelt": _misspelt,
}


def _without_dashes(table: Sequence[str]) -> Hidden:
    return Hidden((table[0], *table[2:]))


def _like_dashes(table: Sequence[str], sign: str) -> Hidden:
    return Hidden((table[0], re.sub("-+", sign, table[1]).replace(":", ""), *table[2:]))


TABLE_WAYS: dict[str, Callable[[Sequence[str]], Hidden | None]] = {
    "comment": lambda table: Hidden(("<!--", *table, "-->"), 1),
    "fence": lambda table: Hidden(("~~~~", *table, "~~~~"), 1),
    "named fence": lambda table: Hidden(("~~~~markdown", *table, "~~~~"), 1),
    "indented": lambda table: Hidden(tuple(f"    {line}" for line in table)),
    "html block": lambda table: Hidden(("<div>", *table, "</div>"), 1),
    "html": lambda table: Hidden(
        (
            "<table>",
            *(f"<tr><td>{'</td><td>'.join(line.strip('|').split('|'))}</td></tr>" for line in table),
            "</table>",
        )
    ),
    "footnote": lambda table: Hidden(("[^table]: See:", "", *(f"    {line}" for line in table)), 2),
    "no dashes": _without_dashes,
    "equals signs": lambda table: _like_dashes(table, "==="),
    "long dashes": lambda table: _like_dashes(table, "\u2014"),
    "too few dashes": lambda table: Hidden((table[0], "|---|", *table[2:])) if table[0].count("|") > 2 else None,
    "too many dashes": lambda table: Hidden((table[0], f"{table[1]}---|", *table[2:])),
    "blank line": lambda table: Hidden((table[0], "", *table[1:])),
}
