"""Changes of Markdown documents that know what documents are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .mutate import ODD, change_text, decoded, encoded, mutate_bytes

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

MARKUP = (
    "# ", "## ", "### ", "#######", "\n===\n", "\n---\n", "- ", "* ", "+ ", "1. ", "1) ", "999999999. ", "- [ ] ", "- [x] ", "- [] ",
    "> ", "\t", "    ", "  \n", "\\\n", "|", "||", "|---|", "| :-: |", "\n|-|-|\n", "\\|", "`", "``", "```", "````", "~~~", "```json\n",
    "```mermaid\n", "<!--", "-->", "--->", "<!-->", "<!--->", "<", ">", "<b>", "</b>", "<details>", "</details>", "<br>", "<table>", "<td>",
    "<?", "?>", "<![CDATA[", "]]>", "<!A", "<script>", "</script>", "[", "]", "(", ")", "](", "][", "![", "[^1]", "[^1]: ", "[a]: b\n", "[x][y]",
    "[CMP-001]", "[EVR-001](evr-001-a.md)", "CMP-001", "EVR-1", "https://example.com/a_(b)", "<https://a.b>", "<a@b.c>", "www.a.b", "*", "**",
    "***", "_", "__", "~~", "&amp;", "&#10;", "&#x1F600;", "&nbsp;", ":tada:", "\u274c ", "---\n", "+++\n", "**Status**: ", "Status: ", "__Owner__: ",
    "Draft", "Stable", "Draft | Stable", "TODO", "TBD", "[Insert a name]", "[Describe it]", "<!-- FILL IN -->", "N/A", "None", "...", "$x$", "{{ x }}",
    "<!-- speclint-disable missing-section -->", "<!-- speclint-enable -->", "<!-- speclint-disable-file placeholder: x -->",
    "<!-- speclint-disable-next-line bad-cell, short-text -- why -->", "<!-- speclint-disable-line a,b,c -->", "<!-- speclint: component -->",
    "<!-- speclint: type=everything -->", "<!-- speclint-expect\n1:1: error [a]\n-->", *ODD,
)  # fmt: skip
"""What Markdown, rule sets and this program give a meaning to."""

_NAMES = (
    "Purpose", "Goal", "Calls", "Dependencies", "Endpoints", "GET /orders", "POST /a/b", "Request", "Response", "Details", "One", "Two", "Inline",
    "Linked", "Library", "Phase 1", "Phase x", "Document Metadata", "2.1 Purpose", "A. Details", "**Calls**", "`Calls`", "Calls:", "Callz", "[Calls](#a)",
)  # fmt: skip
_CELLS = (
    "Orders",
    "Yes",
    "No",
    "maybe",
    "",
    " ",
    "`a`",
    "**b**",
    "a \\| b",
    "[Insert x]",
    "default 1",
    "x" * 60,
    "<br>",
    "\u274c",
)
_DEPTHS = (2, 5, 30, 120, 1000)


def mutate_document(data: bytes, rng: Random, pool: Sequence[bytes]) -> bytes:
    """Another document."""
    if rng.randrange(40) == 0:
        return mutate_bytes(data, rng, pool)
    text = decoded(data)
    for _ in range(rng.choice((1, 1, 1, 2, 3, 6))):
        text = _changed(text, rng, pool)
    return encoded(text)


def _changed(text: str, rng: Random, pool: Sequence[bytes]) -> str:
    what = rng.randrange(8)
    if what < 3:
        return change_text(text, rng, pool, MARKUP)
    lines = text.split("\n")
    at = rng.randrange(len(lines))
    if what == 3:
        lines[at:at] = block(rng).split("\n")
    elif what == 4:  # a whole section of another document
        other = decoded(rng.choice(pool)).split("\n") if pool else lines
        heads = [number for number, line in enumerate(other) if line.startswith("#")] or [0]
        cut = rng.choice(heads)
        lines[at:at] = other[cut : cut + rng.randint(1, 20)]
    elif what == 5:  # into a container
        end = rng.randint(at, min(len(lines), at + 12))
        mark = rng.choice(("> ", "- ", "  ", "    ", "1. ", ">", "\t", "> - "))
        lines[at:end] = [mark + line for line in lines[at:end]]
    elif what == 6:  # another level, or another way to write a heading
        heads = [number for number, line in enumerate(lines) if line.startswith("#")] or [at]
        at = rng.choice(heads)
        words = lines[at].lstrip("# ")
        lines[at] = rng.choice(
            (
                "#" + lines[at],
                lines[at].removeprefix("#"),
                f"{words}\n===",
                f"{words}\nmore\n---",
                f"**{words}**",
                f"## {words} ##",
                f"# {words}",
                "",
            )
        )
    else:
        rng.shuffle(lines) if rng.randrange(6) == 0 else lines.reverse() if rng.randrange(9) == 0 else lines.insert(
            at, ""
        )
    return "\n".join(lines)


def block(rng: Random) -> str:
    """One block of Markdown, or the beginning of one that goes wrong."""
    depth = rng.choice(_DEPTHS)
    name = rng.choice(_NAMES)
    kind = rng.randrange(16)
    if kind == 0:
        return f"\n{'#' * rng.randint(1, 7)} {name}\n"
    if kind == 1:
        return f"\n{name}\n{rng.choice(('===', '---', '-', '= ='))}\n"
    if kind == 2:
        return table(rng)
    if kind == 3:
        return "\n".join(
            f"{rng.choice(('-', '*', '1.', '2)'))} {rng.choice(('**Orders**: ', '[ ] ', '[x] ', '', 'Orders: '))}{rng.choice(_CELLS)}"
            for _ in range(rng.randint(1, 4))
        )
    if kind == 4:
        fence = rng.choice(("```", "~~~", "````", "``"))
        return f"{fence}{rng.choice(('json', 'yaml', 'toml', 'mermaid', '', 'json5', 'a b'))}\n{rng.choice(_CODE)}\n{rng.choice((fence, '```', ''))}"
    if kind == 5:
        return f"**{rng.choice(('Status', 'Version', 'Owner', 'Method', 'Path'))}**: {rng.choice(('Draft', '1.2', '', 'Draft | Stable', 'GET', '/a'))}"
    if kind == 6:
        return "> " * depth + name
    if kind == 7:
        return "\n".join("  " * level + "- a" for level in range(min(depth, 60)))
    if kind == 8:
        return "- " * depth + name
    if kind == 9:
        return (
            rng.choice(("[", "![", "*", "_", "`", "<", "(", "**a", "[a](", "<!--", "&", "~", "|", "x", " ", "[^", "\\"))
            * depth
        )
    if kind == 10:
        return f"<{rng.choice(('details', 'div', 'table', 'pre', 'script'))}>\n\n## {name}\n\n</details>"
    if kind == 11:
        return f"Said[^a]. See [{name}][r], ![i](x.png), [l](https://a.b 'c').\n\n[^a]: {name}\n    more\n\n[r]: evr-001-a.md"
    if kind == 12:
        action = rng.choice(("disable", "enable", "disable-file", "disable-line", "disable-next-line", "of"))
        rules = rng.choice(("missing-section", "placeholder, bad-cell", "", "nonsense", "x," * min(depth, 60)))
        return f"<!-- speclint-{action} {rules}{rng.choice((': why', ' -- why', '', ' —'))} -->"
    if kind == 13:
        return (
            f"---\n{rng.choice(('status: Draft', 'a: [b', 'kind: everything', '? :', 'id: EVR-001', 'a: &b *b'))}\n---"
        )
    if kind == 14:
        return f"{name} {rng.choice(MARKUP)} {rng.choice(MARKUP)} {rng.choice(MARKUP)}"
    return f"[{rng.choice(('Insert', 'Describe'))} {name}] " * min(depth, 30)


_CODE = (
    '{"id": 1}', '{"id": 1,}', "[1, 2", "status: ok", "a: b: c", "a = 1", "a = ", "...", "{ ... }", "graph TD", "# Purpose", "```", "\t- x", "[" * 60,
    "&a [*a]", "'", '"\\u12"', "// c\n{}", "1e999", "NaN",
)  # fmt: skip


def table(rng: Random) -> str:
    """A table, even or not."""
    columns = rng.choice(
        (
            ["Service", "Required", "Description"],
            ["Service", "Required", "Default", "Description"],
            ["Key", "Value"],
            ["Name"],
            ["a"] * 40,
        )
    )
    rows = [
        rng.choices(_CELLS, k=max(0, len(columns) + rng.choice((0, 0, 0, 1, -1)))) for _ in range(rng.randint(0, 4))
    ]
    lines = ["| " + " | ".join(columns) + " |", "|" + "---|" * (len(columns) + rng.choice((0, 0, 0, 0, 1, -1)))]
    return "\n".join([*lines, *("| " + " | ".join(row) + rng.choice((" |", "")) for row in rows)])
