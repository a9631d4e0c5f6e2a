"""Repetitive documents, by the kind of thing that they repeat.

Each shape is a function from a size in characters to a document of about that size. Together they hold everything that
the language can ask of a document, in number: what costs more than linear time shows in one of them.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    Shape = Callable[[int], str]
    """Makes a document of about so many characters."""

SHAPES: dict[str, Shape] = {}


def _register(name: str, shape: Shape) -> None:
    if name in SHAPES:
        raise ValueError(f"two shapes are called {name}")
    SHAPES[name] = shape


def _fill(unit: Callable[[int], str], size: int, head: str = "", end: str = "") -> str:
    """`head`, then units numbered from 0 up to the size, then `end`."""
    parts = [head]
    length = len(head) + len(end)
    number = 0
    while length < size:
        part = unit(number)
        parts.append(part)
        length += len(part)
        number += 1
    return "".join(parts) + end


def _repeat(name: str, unit: str, head: str = "", end: str = "") -> None:
    """A shape of one text over and over; `{}` in it is the number of the repetition."""

    def numbered(number: int) -> str:
        return unit.replace("{}", str(number))

    _register(name, lambda size: _fill(numbered, size, head, end))


_HEAD = "# Component: Export Service\n\n**Type**: Microservice\n**Status**: Stable\n\n"
_INTERFACES = f"{_HEAD}## Purpose\n\nExports data of customers as files.\n\n## Interfaces\n\n"
_DECLARED = (
    "Purpose", "Primary Responsibilities", "Interfaces", "Configuration", "Data Model", "Dependencies", "Deployment",
    "Monitoring", "Error Handling", "Environment Variables", "Health Checks", "REST API Endpoints", "Event Publishing",
)  # fmt: skip


def _large_component(size: int) -> str:
    """What a competent author might write, only more of everything."""
    share = size // 6

    def part(unit: str) -> str:
        return _fill(lambda number: unit.replace("{}", str(number)), share)

    return (
        f"{_HEAD}## Purpose\n\n{part('The service writes file {} of a customer, and keeps no state of its own. ')}\n\n"
        f"## Primary Responsibilities\n\n{part('{}. **Duty {}**: what it is for' + chr(10) + '   - a point of it' + chr(10))}\n"
        "## Interfaces\n\n### REST API Endpoints\n\n"
        + part(
            "#### POST /exports/{}\n\n**Purpose**: Create export {}.\n**Authentication**: Bearer token\n**Request Body**:\n\n"
            '```json\n{"customer": "c-{}", "format": "csv"}\n```\n\n**Response** (201 Created):\n\n```json\n{"id": "e-{}"}\n```\n\n'
        )
        + "## Configuration\n\n### Environment Variables\n\n| Variable | Type | Required | Default | Description |\n|---|---|---|---|---|\n"
        + part("| `EXPORT_{}` | string | Yes | - | What variable {} is for |\n")
        + "\n## Dependencies and Integration\n\n### Service Dependencies\n\n| Service | Criticality | Impact |\n|---|---|---|\n"
        + part("| Service {} | High | No exports of kind {} |\n")
        + f"\n## Monitoring\n\n### Metrics\n\n{part('- `exports_{}_total`: how many, see [the page](#metrics) for more on **it**' + chr(10))}"
    )


_register("a large component", _large_component)

# -- headings

_repeat("title lines", "# a\n")
_repeat("title lines, underlined", "a\n=\n")
_repeat("section lines, underlined", "a\n-\n")
_repeat("unique titles", "# Title {}\n")
_repeat("unique sections", "## Section {}\n\ntext\n\n")
_repeat("unique empty sections", "## s{}\n")
_repeat("unique subsections", "### Part {}\n\ntext\n\n", _INTERFACES)
_repeat("unique deep sections", "###### Part {}\n\ntext\n\n", _INTERFACES)
_repeat("one section again", "## Purpose\n\ntext of the section\n\n", _HEAD)
_repeat("one empty section again", "## Purpose\n", _HEAD)
_repeat("one section at a wrong level", "#### Deployment\n\ntext\n\n", _HEAD)
_repeat("one section at level 1", "# Deployment\n\ntext\n\n", _HEAD)
_repeat("misspelt section", "## Deploymnet\n\ntext\n\n", _HEAD)
_repeat("misspelt sections", "## Deploymnet {}\n\ntext\n\n", _HEAD)
_repeat("misspelt subsections", "### Environment Variabels {}\n\ntext\n\n", f"{_HEAD}## Configuration\n\n")
_repeat("near misses of one word", "## Configurat{}\n\ntext\n\n", _HEAD)
_repeat("bold headings", "**Deployment**\n\ntext\n\n", _HEAD)
_repeat("bold headings, own", "**Own {}**\n\ntext\n\n", _HEAD)
_repeat("headings in quotes", "> ## Deployment\n> text\n\n", _HEAD)
_repeat("headings in lists", "- ## Deployment\n  text\n\n", _HEAD)
_repeat("headings without space", "##Deployment\n\n", _HEAD)
_repeat("headings as text", "Deployment\n\n", _HEAD)
_repeat("headings in HTML", "<h2>Deployment</h2>\n\n", _HEAD)
_repeat("headings in code", "```\n## Deployment\n```\n\n", _HEAD)
_repeat("headings in one code block", "## Deployment\n", f"{_HEAD}```\n", "```\n")
_repeat("headings in comments", "<!--\n## Deployment\n-->\n\n", _HEAD)
_repeat("headings in one comment", "## Deployment\n", f"{_HEAD}<!--\n", "-->\n")
_repeat("endpoints", "### POST /exports/{}\n\n**Purpose**: Create an export.\n**Response**: 204\n\n", _INTERFACES)
_repeat("endpoints without response", "#### GET /e/{}\n\ntext\n\n", f"{_INTERFACES}### REST API Endpoints\n\n")
_repeat("one endpoint again", "#### GET /e\n\n**Purpose**: a\n\n", f"{_INTERFACES}### REST API Endpoints\n\n")
_repeat("endpoints at a wrong level", "## GET /e/{}\n\ntext\n\n", f"{_INTERFACES}### REST API Endpoints\n\n")
_repeat("events", '**export.started{}**\n\n```json\n{"event": "x"}\n```\n\n', f"{_INTERFACES}### Event Publishing\n\n")
_repeat("bare events", "**export.started{}**\n", f"{_INTERFACES}### Event Publishing\n\n")
_repeat("requirements", "### Requirement: R{}\n\nThe system SHALL do it.\n\n#### Scenario: S\n\n- **WHEN** a\n\n")
_repeat("numbered headings", "## {}. Deployment\n\ntext\n\n", _HEAD)
_repeat("headings of many lines", "long title {}\n", "", "====\n")
_repeat("sections with links", "## [Deployment {}](#deployment-{})\n\ntext\n\n", _HEAD)


def _random_levels(size: int) -> str:
    chance = random.Random(1)
    return _fill(
        lambda _: f"{'#' * chance.randint(1, 6)} {chance.choice(_DECLARED)}\n\ntext\n\n", size, "# Component: X\n\n"
    )


def _random_order(size: int) -> str:
    chance = random.Random(2)
    return _fill(lambda _: f"## {chance.choice(_DECLARED)}\n\ntext\n\n", size, _HEAD)


def _stairs(size: int) -> str:
    return _fill(lambda number: f"{'#' * (number % 6 + 1)} Step {number}\n\ntext\n\n", size)


_register("random levels", _random_levels)
_register("random order", _random_order)
_register("stairs of levels", _stairs)

# -- fields and front matter

_repeat("bold fields", "**Field {}**: value\n", "# Component: X\n\n")
_repeat("bold fields, each a paragraph", "**Field {}**: value\n\n", "# Component: X\n\n")
_repeat("plain fields", "Field {}: value\n", "# Component: X\n\n")
_repeat("fields as items", "- **Field {}**: value\n", "# Component: X\n\n")
_repeat("one field again", "**Status**: Stable\n", "# Component: X\n\n")
_repeat("misspelt fields", "**Statsu {}**: value\n", "# Component: X\n\n")
_repeat("fields of one line", "**F{}**: v | ", "# Component: X\n\n", "\n")
_repeat("fields in a table", "| Field {} | value |\n", "# Component: X\n\n| Field | Value |\n|---|---|\n")
_repeat("keys of front matter", "key{}: value\n", "---\n", "---\n\n# Component: X\n")
_repeat("one key of front matter", "status: Draft\n", "---\n", "---\n\n# Component: X\n")
_repeat("items of front matter", "  - item{}\n", "---\ntags:\n", "---\n\n# Component: X\n")
_repeat("anchors of front matter", "k{}: &a{} [*a0]\n", "---\nk: &a0 v\n", "---\n\n# Component: X\n")
_repeat("flow lists of front matter", "[", "---\nk: ", "---\n\n# Component: X\n")
_repeat("TOML front matter", "key{} = 'value'\n", "+++\n", "+++\n\n# Component: X\n")
_repeat("options as a value", "Draft | ", "# Component: X\n\n**Status**: ", "\n")

# -- tables

_TABLE = (
    f"{_HEAD}## Configuration\n\n### Environment Variables\n\n"
    "| Variable | Type | Required | Description |\n|---|---|---|---|\n"
)
_repeat("rows", "| VAR_{} | string | Yes | what it is for |\n", _TABLE)
_repeat("one row again", "| VAR | string | Yes | what it is for |\n", _TABLE)
_repeat("bad cells", "| var-{} | string | Maybe | what it is for |\n", _TABLE)
_repeat("blank cells", "| | | | |\n", _TABLE)
_repeat("short rows", "| V |\n", _TABLE)
_repeat("long rows", "|a|b|c|d|e|f|g|\n", _TABLE)
_repeat("grouping rows", "| **Group {}** | | | |\n", _TABLE)
_repeat("rows of bars", "||||\n", _TABLE)
_repeat("one row of bars", "|", _TABLE, "\n")
_repeat("columns", "| c{} ", f"{_HEAD}## Configuration\n\n", "|\n|---|\n")
_repeat("tables", "| A | B |\n|---|---|\n| 1 | 2 |\n\n", f"{_HEAD}## Configuration\n\n")
_repeat("tables of one section", "| Variable | Type |\n|---|---|\n| A{} | b |\n\n", _TABLE + "\n")
_repeat("tables without delimiters", "| a | b |\n", f"{_HEAD}## Configuration\n\n")
_repeat("delimiter rows", "|---|---|\n", f"{_HEAD}## Configuration\n\n")


def _wide(size: int) -> str:
    """A square table: as many columns as rows."""
    side = max(int((size / 4) ** 0.5), 1)
    return "\n".join(["# X", "", "| c" * side + "|", "|---" * side + "|", *["| v" * side + "|"] * side]) + "\n"


def _wide_header(size: int) -> str:
    side = size // 8
    return f"{_TABLE}\n\n" + "| c " * side + "|\n" + "|---" * side + "|\n"


_register("a square table", _wide)
_register("a header of many columns", _wide_header)

# -- lists

_RESPONSIBILITIES = f"{_HEAD}## Primary Responsibilities\n\n"
_repeat("items", "- item {}\n", _RESPONSIBILITIES)
_repeat("numbered items", "1. **Name {}**: does it\n   - a point\n", _RESPONSIBILITIES)
_repeat("bad items", "1. item {}\n", _RESPONSIBILITIES)
_repeat("items apart", "- item {}\n\n", _RESPONSIBILITIES)
_repeat("items of one dash", "-\n", _RESPONSIBILITIES)
_repeat("lists", "- item {}\n\ntext\n\n", _RESPONSIBILITIES)
_repeat("lists of changing marks", "- a\n* b\n+ c\n1. d\n1) e\n", _RESPONSIBILITIES)
_repeat("boxes", "- [ ] task {}\n", _RESPONSIBILITIES)
_repeat("long items", "text of an item that goes on {}\n  ", f"{_RESPONSIBILITIES}- ", "\n")
_repeat("lazy lines", "text {}\n", f"{_RESPONSIBILITIES}- item\n")
_repeat("services", "- **Service {}**: called for it\n", f"{_INTERFACES}### Dependencies (Consumed APIs)\n\n")
_repeat("quotes", "> quoted {}\n\n", _HEAD)
_repeat("one quote", "> quoted {}\n", _HEAD)
_repeat("deep quotes", ">", _HEAD, " a\n")
_repeat("deep lists on one line", "- ", _HEAD, "a\n")
_repeat("list in a quote", "> - item {}\n", _HEAD)
_repeat("quote in a list", "- > quote {}\n", _HEAD)


def _deep_list(size: int) -> str:
    depth = int(size**0.5)
    return _HEAD + "".join(f"{'  ' * level}- item\n" for level in range(depth))


def _waves(size: int) -> str:
    return _fill(lambda number: f"{'  ' * (number % 12)}- item {number}\n", size, _RESPONSIBILITIES)


_register("a deep list", _deep_list)
_register("waves of a list", _waves)


def _agreement(size: int) -> str:
    """As many services as rows of the table in which each is looked for."""
    count = size // 70
    services = "".join(f"- **Service A{number}**: called\n" for number in range(count))
    rows = "".join(f"| Backend B{number} | High | it stops |\n" for number in range(count))
    return (
        f"{_INTERFACES}### Dependencies (Consumed APIs)\n\n{services}\n## Dependencies and Integration\n\n"
        f"### Service Dependencies\n\n| Service | Criticality | Impact |\n|---|---|---|\n{rows}"
    )


def _agreement_near(size: int) -> str:
    return _agreement(size).replace("Backend B", "Servic A")


def _probes(size: int) -> str:
    """Paths of a manifest that no health check describes."""
    count = size // 40
    paths = "".join(f"  path: /health/{number}\n" for number in range(count))
    checks = "".join(f"- `/other/{number}`\n" for number in range(count))
    return f"{_HEAD}## Deployment\n\n### Kubernetes Deployment\n\n```yaml\n{paths}```\n\n### Health Checks\n\n{checks}"


_register("services and their table", _agreement)
_register("services that are near misses", _agreement_near)
_register("probes", _probes)

# -- placeholders and prose

_repeat("placeholders of one paragraph", "[Insert x] ", f"{_HEAD}## Purpose\n\n", "\n")
_repeat("placeholders line by line", "[Insert x]\n", f"{_HEAD}## Purpose\n\n")
_repeat("placeholders, each a paragraph", "[Insert x {}]\n\n", f"{_HEAD}## Purpose\n\n")
_repeat("placeholders in items", "- [Insert x {}]\n", f"{_HEAD}## Purpose\n\n")
_repeat("placeholders in cells", "| [Insert x] | [Insert y] | Yes | TODO |\n", _TABLE)
_repeat("placeholders in headings", "## [Insert x]\n\n[Describe y]\n\n", _HEAD)
_repeat("placeholders in code", "```\n[Insert x]\n```\n\n", f"{_HEAD}## Purpose\n\n")
_repeat("placeholders in brackets", "<service name> ", f"{_HEAD}## Purpose\n\n", "\n")
_repeat("placeholders as tags", "<service name>\n", f"{_HEAD}## Purpose\n\n")
_repeat("todos", "TODO: write {}\n\n", f"{_HEAD}## Purpose\n\n")
_repeat("todos of one paragraph", "TODO: a TBD. ", f"{_HEAD}## Purpose\n\n", "\n")
_repeat("todos in comments", "<!-- TODO: write {} -->\n\n", f"{_HEAD}## Purpose\n\n")
_repeat("todos in one line's comments", "a <!-- TODO --> ", f"{_HEAD}## Purpose\n\n", "\n")
_repeat("open brackets", "[", f"{_HEAD}## Purpose\n\n", "\n")
_repeat("brackets", "[]", f"{_HEAD}## Purpose\n\n", "\n")
_repeat("words", "word ", f"{_HEAD}## Purpose\n\n", "\n")
_repeat("lines", "a line of text\n", f"{_HEAD}## Purpose\n\n")
_repeat("paragraphs", "a paragraph {}\n\n", f"{_HEAD}## Purpose\n\n")
_repeat("one letter", "a", f"{_HEAD}## Purpose\n\n", "\n")
_repeat("blanks", " ", f"{_HEAD}## Purpose\n\na", "a\n")
_repeat("blank lines", "\n", f"{_HEAD}## Purpose\n\na", "a\n")
_repeat("tabs", "\t", f"{_HEAD}## Purpose\n\na", "a\n")
_repeat("colons", ":", f"{_HEAD}## Purpose\n\n", "\n")
_repeat("words with colons", "a: ", f"{_HEAD}## Purpose\n\n", "\n")
_repeat("unspaced script", "\u8a00\u8449", f"{_HEAD}## Purpose\n\n", "\n")
_repeat("emoji", "\U0001f680\u200d", f"{_HEAD}## Purpose\n\n", "\n")
_repeat("a long heading", "word ", "# ", "\n")
_repeat("a long section heading", "word ", f"{_HEAD}## ", "\n")
_repeat("a long section heading of signs", "(", f"{_HEAD}## ", "\n")
_repeat("a long section heading of brackets", "(a) ", f"{_HEAD}## ", "\n")
_repeat("a long cell", "word ", f"{_TABLE}| ", "| a | b | c |\n")
_repeat("a long value", "word ", "# Component: X\n\n**Status**: ", "\n")

# -- inline marks

_repeat("bold words", "**a** ", f"{_HEAD}## Purpose\n\n", "\n")
_repeat("stars", "*", f"{_HEAD}## Purpose\n\n", "a\n")
_repeat("stars apart", "*a ", f"{_HEAD}## Purpose\n\n", "\n")
_repeat("stars both ways", "*a** ", f"{_HEAD}## Purpose\n\n", "\n")
_repeat("underscores", "_a", f"{_HEAD}## Purpose\n\n", "\n")
_repeat("deep emphasis", "**a ", f"{_HEAD}## Purpose\n\n", "\n")
_repeat("ticks of growing length", "`", f"{_HEAD}## Purpose\n\n", "\n")
_repeat("code spans", "`a` ", f"{_HEAD}## Purpose\n\n", "\n")
_repeat("links", "[a](b{}.md) ", f"{_HEAD}## Purpose\n\n", "\n")
_repeat("link lines", "[a](b{}.md)\n", f"{_HEAD}## Purpose\n\n")
_repeat("anchors", "[a](#purpos{}) ", f"{_HEAD}## Purpose\n\n", "\n")
_repeat("anchors, each a paragraph", "[a](#purpos{})\n\n", f"{_HEAD}## Purpose\n\n")
_repeat("images", "![a](b{}.png) ", f"{_HEAD}## Purpose\n\n", "\n")
_repeat("half links", "[a](", f"{_HEAD}## Purpose\n\n", "\n")
_repeat("deep links", "[a", f"{_HEAD}## Purpose\n\n", "](b)\n")
_repeat("reference links", "[a][b] ", f"{_HEAD}## Purpose\n\n", "\n\n[b]: c\n")
_repeat("link definitions", "[a{}]: b\n", f"{_HEAD}## Purpose\n\n")
_repeat("definitions and their use", "[a{}][d{}]\n\n[d{}]: x.md\n\n", f"{_HEAD}## Purpose\n\n")
_repeat("addresses", "https://example.org/{} ", f"{_HEAD}## Purpose\n\n", "\n")
_repeat("addresses in angles", "<https://example.org/{}> ", f"{_HEAD}## Purpose\n\n", "\n")
_repeat("half addresses", "www.", f"{_HEAD}## Purpose\n\n", "\n")
_repeat("mail addresses", "a@b.c ", f"{_HEAD}## Purpose\n\n", "\n")
_repeat("half mail addresses", "a@b", f"{_HEAD}## Purpose\n\n", "\n")
_repeat("tags", "<b>a</b> ", f"{_HEAD}## Purpose\n\n", "\n")
_repeat("half tags", "<b ", f"{_HEAD}## Purpose\n\n", "\n")
_repeat("half tags with values", "<a b='", f"{_HEAD}## Purpose\n\n", "\n")
_repeat("HTML blocks", "<div>\na\n</div>\n\n", f"{_HEAD}## Purpose\n\n")
_repeat("half comments", "<!-- ", f"{_HEAD}## Purpose\n\n", "\n")
_repeat("half comments, each a paragraph", "a <!-- b\n\n", f"{_HEAD}## Purpose\n\n")
_repeat("half declarations", "<!A <?b <![CDATA[ ", f"{_HEAD}## Purpose\n\na ", "\n")
_repeat("entities", "&amp;&#35;&x", f"{_HEAD}## Purpose\n\n", "\n")
_repeat("escapes", "\\*\\[\\", f"{_HEAD}## Purpose\n\n", "\n")
_repeat("footnotes", "text[^{}]\n\n[^{}]: note\n\n", f"{_HEAD}## Purpose\n\n")
_repeat("mentions of one footnote", "a[^1] ", f"{_HEAD}## Purpose\n\n", "\n\n[^1]: b\n")
_repeat("mentions of no footnote", "[^{}]", f"{_HEAD}## Purpose\n\n", "\n\n[^a]: b\n")
_repeat("half mentions of footnotes", "[^a *b ", f"{_HEAD}## Purpose\n\n", "\n")
_repeat("lines of one footnote", "    a\n\n", f"{_HEAD}## Purpose\n\n[^1]:\n")
_repeat("lazy lines of footnotes", "[^{}]: a\nb\n", f"{_HEAD}## Purpose\n\n")
_repeat("lazy lines of one footnote", "b\n", f"{_HEAD}## Purpose\n\n[^1]: a\n")
_repeat("footnotes in a quote", "> [^{}]: a\n>\n>     b\n", f"{_HEAD}## Purpose\n\n")
_repeat("empty lines below a footnote in a quote", ">\n>     a\n", f"{_HEAD}## Purpose\n\n> [^1]: b\n")
_repeat("footnotes inside each other", "[^{}]: ", f"{_HEAD}## Purpose\n\n", "a\n")
_repeat("footnotes below a table", "[^{}]: a\n| b |\n|---|\n| c |\n", f"{_HEAD}## Purpose\n\n")
_repeat("fields with footnotes", "**Status**[^1]: a\n", "# Component: X\n\n", "\n[^1]: b\n")
_repeat("links after bold", "**a** [b](c) ", f"{_HEAD}## Purpose\n\n", "\n")
_repeat("emoji of a heading", ":rocket: ", f"{_HEAD}## ", "Purpose\n")
_repeat("half emoji of a heading", ":a", f"{_HEAD}## ", " Purpose\n")
_repeat("headings with emoji", "## :gear: Part {} :a:\n\n", _HEAD)
_repeat("ends of comments that are none", "--->", f"{_HEAD}## Purpose\n\nx <!--", "\n")
_repeat("comments that have no end", "<!-- a --->", f"{_HEAD}## Purpose\n\nx ", "\n")
_repeat("lines of spaces below an empty item", "    \n", f"{_HEAD}## Purpose\n\n-\n")
_repeat(
    "tables of HTML", "<table>\n<tr></tr>\n</table>\n\n", f"{_HEAD}## Configuration\n\n### Environment Variables\n\n"
)
_repeat("rows that are text", "a\n| b | c |\n", f"{_HEAD}## Configuration\n\n### Environment Variables\n\n")
_repeat("anchors of HTML", '<a name="x{}"></a>\n\n', f"{_HEAD}## Purpose\n\n")
_repeat("half anchors of HTML", "<a ", f"{_HEAD}## Purpose\n\nx ", "\n")


def _growing_ticks(size: int) -> str:
    """Runs of backticks, each longer than the last: none closes another."""
    count = int((2 * size) ** 0.5)
    return f"{_HEAD}## Purpose\n\n" + " ".join("`" * number for number in range(1, count)) + "\n"


_register("runs of ticks", _growing_ticks)

_repeat("half titles", '[a](b "', f"{_HEAD}## Purpose\n\n", "\n")
_repeat("titles", '[a](b "c") ', f"{_HEAD}## Purpose\n\n", "\n")
_repeat("half titles of definitions", '[a{}]: b "c\n', f"{_HEAD}## Purpose\n\n")
_repeat("half titles of definitions, each a paragraph", '[a{}]: b "c\n\n', f"{_HEAD}## Purpose\n\n")
_repeat("half definitions", "[a{}]: <\n", f"{_HEAD}## Purpose\n\n")
_repeat("definitions above an underline", "[a{}]: b\n", f"{_HEAD}## Purpose\n\n", "===\n")
_repeat("half addresses in angles", "<http:", f"{_HEAD}## Purpose\n\n", "\n")
_repeat("labels", "[a]", f"{_HEAD}## Purpose\n\n", "\n\n[a]: b\n")
_repeat("half labels", "[a][", f"{_HEAD}## Purpose\n\n", "\n\n[a]: b\n")
_repeat("blanks of a tag", " ", f"{_HEAD}## Purpose\n\nx <a", "\n")
_repeat("dashes of a comment", "-", f"{_HEAD}## Purpose\n\nx <!--", "\n")
_repeat("struck words", "~~a~ ", f"{_HEAD}## Purpose\n\n", "\n")
_repeat("bold and emphasis", "***a** ", f"{_HEAD}## Purpose\n\n", "\n")
_repeat("underscores both ways", "_a__b_ ", f"{_HEAD}## Purpose\n\n", "\n")
_repeat("control characters", "\x01\x0b\x0c\x85", f"{_HEAD}## Purpose\n\n", "\n")
_repeat("line separators", "a\u2028", f"{_HEAD}## Purpose\n\n", "\n")
_repeat("carriage returns", "a\r", f"{_HEAD}## Purpose\n\n")
_repeat("lazy lines of quotes", "> a\nb\n", _HEAD)
_repeat("lazy lines of deep quotes", ">>>>>> a\nb\n", _HEAD)
_repeat("tabs of a list", "-\ta\n\n\tb\n", _HEAD)
_repeat("tabs of a quote", ">\ta\n", _HEAD)
_repeat("numbered items without text", "1.\n", _HEAD)
_repeat("items and blank lines", "-\n\n", _HEAD)
_repeat("tables below text", "text\n| a |\n|---|\n| b |\n\n", _HEAD)
_repeat("scripts", "<script>\n", f"{_HEAD}## Purpose\n\n")
_repeat("HTML headings in one block", "<h2>", f"{_HEAD}<div>\n", "\n</div>\n")
_repeat("escaped bars", "\\|", _TABLE + "| ", " |\n")
_repeat("a heading of dashes", "-", f"{_HEAD}## a", "b\n")
_repeat("a heading of blanks", " ", f"{_HEAD}## a", "b\n")
_repeat("a heading of marks", "#", f"{_HEAD}## a ", " b\n")
_repeat("a heading of tabs and blanks", " \t", f"{_HEAD}##", "b\n")
_repeat("a label of signs", "-", f"{_RESPONSIBILITIES}- **a", "b**: c\n")
_repeat("a field of blanks", " ", "# Component: X\n\nStatus", ": Draft\n")
_repeat("a bold field of blanks", " ", "# Component: X\n\n**Status**", ": Draft\n")
_repeat("a code name", "a", "# Component: X\n\n`", "`: Draft\n")


def _nested(name: str, left: str, right: str, middle: str = "a") -> None:
    """A shape of pairs, each inside the one before it."""

    def shape(size: int) -> str:
        count = size // len(left + right)
        return f"{_HEAD}## Purpose\n\n{left * count}{middle}{right * count}\n"

    _register(name, shape)


_nested("nested emphasis", "*a ", " a*")
_nested("nested bold", "**a ", " a**")
_nested("nested emphasis of both kinds", "*a _b ", " b_ a*")
_nested("nested brackets", "[", "]")
_nested("nested mentions of footnotes", "[^a ", "]")
_nested("nested links", "[a ", "](b)")
_nested("nested images", "![", "](b)")
_nested("nested tags", "<b>", "</b>")
_nested("nested HTML blocks", "<div>\n", "</div>\n")

# -- code

_repeat("code blocks", "```json\n{}\n```\n\n", f"{_HEAD}## Purpose\n\n")
_repeat("bad code blocks", "```json\n{{}\n```\n\n", f"{_HEAD}## Purpose\n\n")
_repeat("YAML blocks", "```yaml\na{}: 1\n```\n\n", f"{_HEAD}## Purpose\n\n")
_repeat(
    "endpoints with JSON", '#### GET /e/{}\n\n```json\n{"a": 1}\n```\n\n', f"{_INTERFACES}### REST API Endpoints\n\n"
)
_repeat(
    "endpoints with bad JSON", '#### GET /e/{}\n\n```json\n{"a": \n```\n\n', f"{_INTERFACES}### REST API Endpoints\n\n"
)
_repeat(
    "one JSON block",
    '"a{}": 1,\n',
    f"{_INTERFACES}### REST API Endpoints\n\n#### GET /e\n\n```json\n{{\n",
    '"z": 1}\n```\n',
)
_repeat("deep JSON", "[", f"{_INTERFACES}### REST API Endpoints\n\n#### GET /e\n\n```json\n", "\n```\n")
_repeat("one YAML block", "a{}: 1\n", f"{_HEAD}## Configuration\n\n### Configuration File\n\n```yaml\n", "```\n")
_repeat("deep YAML", "- ", f"{_HEAD}## Configuration\n\n### Configuration File\n\n```yaml\n", "a\n```\n")
_repeat("open fences", "```\n", _HEAD)
_repeat("nested fences", "```markdown\n```json\n{}\n```\n```\n\n", _HEAD)
_repeat("fences of growing info", "```a\n```b\n", _HEAD)
_repeat("indented code", "    code {}\n\ntext\n\n", _HEAD)
_repeat("fences in lists", "- ```\n  a\n  ```\n", _HEAD)

# -- comments that silence

_repeat("one comment of bad ids", "a,", f"{_HEAD}<!-- speclint-disable ", " -->\n")
_repeat("one comment of ids", "bad-cell,", f"{_HEAD}<!-- speclint-disable ", ": why -->\n")
_repeat("one comment of ids, line by line", "bad-cell,\n", f"{_HEAD}<!-- speclint-disable ", ": why -->\n")
_repeat("comments that disable", "<!-- speclint-disable bad-cell: why -->\n\n", _HEAD)
_repeat(
    "comments that disable and enable", "<!-- speclint-disable bad-cell: a -->\n\n<!-- speclint-enable -->\n\n", _HEAD
)
_repeat("comments for the next line", "<!-- speclint-disable-next-line bad-cell: why -->\ntext\n\n", _HEAD)
_repeat("comments for the file", "<!-- speclint-disable-file bad-cell: why -->\n\n", _HEAD)
_repeat("unknown comments", "<!-- speclint-disabel bad-cell: why -->\n\n", _HEAD)
_repeat("comments that enable", "<!-- speclint-enable bad-cell -->\n\n", _HEAD)
_repeat(
    "silenced rows",
    "| <!-- speclint-disable-line bad-cell: why --> v-{} | string | Maybe | what |\n",
    _TABLE,
)
_repeat("silenced sections", "<!-- speclint-disable-next-line empty-section: why -->\n## Own {}\n\n", _HEAD)

# -- references

_repeat("references", "[CMP-{}] ", f"{_HEAD}## Purpose\n\n", "\n")
_repeat("references line by line", "See [DES-001], API-{} and CMP-002.\n", f"{_HEAD}## Purpose\n\n")
_repeat("references as links", "[CMP-001](cmp-001.md) ", f"{_HEAD}## Purpose\n\n", "\n")
_repeat("references behind brackets", "CMP-001 [", f"{_HEAD}## Purpose\n\n", "\n")
_repeat("fields of references", "**Related**: CMP-001, DES-002\n", "# Component: X\n\n")

# -- fields and tables that are not seen

_repeat("fields in comments", "<!-- **Language**: {} -->\n\n", _HEAD)
_repeat("fields without a colon", "Language Go {}\n", _HEAD)
_repeat("fields in code", "    Language: Go {}\n\n    x\n\n", _HEAD)
_repeat("fields in headings", "## Language\n\nGo {}\n\n", _HEAD)
_repeat("keys of front matter without an end", "key{}: value\n", "---\n")
_repeat("tables in comments", "<!--\n| Variable | Type |\n-->\n\na\n\n", f"{_HEAD}## Environment Variables\n\n")
_repeat("rows of no table", "| Variable | Type |\n\na\n\n", f"{_HEAD}## Environment Variables\n\n")
_repeat("rows of no tables", "| Variable | Type |\n| {} | b |\n\n", f"{_HEAD}## Environment Variables\n\n")
