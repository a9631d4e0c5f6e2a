"""Targets that take a document: as each bundled type, and by a rule set that uses all of the language."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from speclint.base.source import SourceError, SourceFile
from speclint.binding.document_front_matter import FrontMatterReader
from speclint.completeness import score
from speclint.engine.facts import find_facts, find_mentions
from speclint.engine.linter import bind, examine, lint
from speclint.fixes.applying import mend
from speclint.markdown import bold_lines, parse
from speclint.project import IdPattern, Surroundings
from speclint.ruleset import NamingSpec
from speclint.ruleset.examples import compare, read_example

from . import seeds
from .grammar import mutate_document
from .mutate import decoded
from .promises import is_in, keeps_findings, keeps_line, keeps_output, keeps_range
from .target import Target, promise

if TYPE_CHECKING:
    from speclint.base.diagnostics import Diagnostic
    from speclint.binding import Binding

_IDS = (
    IdPattern("everything", NamingSpec(id_pattern="EVR-[0-9]{3}", id_template="EVR-{number:3}")),
    IdPattern(
        "component",
        NamingSpec(id_pattern="(?i:CMP)-[0-9]{3}", id_template="CMP-{number:3}", id_prefixes=("cmp-", "comp-")),
    ),
)
_STEPS = 40
"""Characters of a text for which the place of each is asked."""


def source_of(data: bytes) -> SourceFile:
    """The text of an input: as a file gives it, or as an editor hands it in where a file would be refused."""
    try:
        return SourceFile.from_bytes("notes/evr-001-a.md", data)
    except SourceError as error:
        keeps_line(str(error), "a refusal")
        return SourceFile("notes/evr-001-a.md", decoded(data))


def bound(source: SourceFile, type: str) -> Binding:
    """The text bound to a prepared rule set."""
    document = parse(source)
    front = document.front_matter
    entries = FrontMatterReader().read(front).entries if front is not None else ()
    return bind(document, seeds.ruleset(type), Surroundings(front_matter=entries, ids=_IDS))


def _lint(source: SourceFile, type: str) -> tuple[Diagnostic, ...]:
    return examine(bound(source, type)).diagnostics


def check_parser(data: bytes) -> None:
    """The parser gives places that are in the document, for every block and every character."""
    source = source_of(data)
    document = parse(source)
    for block in document.walk():
        keeps_range(block.range, source, f"a {type(block).__name__}")
    for comment in document.comments:
        keeps_range(comment.range, source, "a comment")
        keeps_range(comment.place(0, len(comment.text.split("\n")[0].rstrip("\r"))), source, "the text of a comment")
    for section in document.sections():
        keeps_range(section.range, source, "a section")
    for text in document.texts():
        promise(isinstance(text.plain, str), "a text has a plain form")
        for inline in text.inlines:
            keeps_range(inline.range, source, f"an inline {inline.kind}")
        step = max(1, len(text.raw) // _STEPS)
        for index in range(0, len(text.raw), step):
            promise(is_in(text.range(index, index + 1).start, source), "a character lies in the document")
    for line in bold_lines(document.blocks):
        keeps_range(line.range, source, "a bold line")
    if document.front_matter is not None:
        facts = FrontMatterReader().read(document.front_matter)
        for entry in facts.entries:
            keeps_range(entry.key_range, source, "a key of front matter")
            keeps_range(entry.value_range, source, "a value of front matter")
        for fault in facts.faults:
            keeps_range(fault.range, source, "a fault of front matter")


def check_document(data: bytes, type: str) -> None:
    """Linting gives findings that lie in the document, and that come out whole."""
    source = source_of(data)
    found = _lint(source, type)
    keeps_findings(found, source)
    keeps_output(found, source, ("text", "json"))


def check_facts(data: bytes) -> None:
    """What a document says of itself and others, and how complete it is, lies in the document and adds up."""
    source = source_of(data)
    binding = bound(source, "everything")
    facts = find_facts(binding, "notes/evr-001-a.md")
    places = [
        *(each.place for each in facts.ids),
        *(each.place for each in facts.references),
        *(each.place for each in facts.links),
        *(each.place for each in find_mentions(binding, "notes/evr-001-a.md")),
    ]
    for place in places:
        keeps_range(place, source, "an id, a reference or a link")
    keeps_range(facts.title_place, source, "the title")
    scored = score(binding)
    losses = [loss for part in scored.sections for loss in part.missing]
    promise(sum(loss.share for loss in losses) == 1 - scored.credit, "losses add up to what is lacking")
    promise(0 <= scored.percent <= 100, "a score is a percentage")
    for loss in losses:
        promise(is_in(loss.place, source), "a loss lies in the document")
        promise("\n" not in loss.message, "the words of a loss are one line")


def check_formats(data: bytes) -> None:
    """Every output format takes every finding."""
    source = source_of(data)
    keeps_output(_lint(source, "everything"), source)


def check_fixes(data: bytes, *, unsafe: bool) -> None:
    """Fixing ends where nothing is left to fix, and gives a text whose findings are sound."""
    source = source_of(data)
    lint_source = partial(_lint, type="everything")
    mended = mend(source, lint_source, unsafe=unsafe)
    keeps_findings(mended.left, mended.source)
    promise(bool(mended.mended) or mended.source.text == source.text, "what is not fixed stays as it is")
    again = mend(mended.source, lint_source, unsafe=unsafe)
    promise(again.source.text == mended.source.text, "a second fixing changes nothing")


def check_example(data: bytes) -> None:
    """The annotation of an example is read, and compared with the findings."""
    text = decoded(data)
    example = read_example(text)
    promise(text.startswith(example.text), "the annotation is at the end")
    for fault in example.faults:
        promise(1 <= fault.line <= len(SourceFile("", text).lines), "a fault of an annotation lies in the file")
    source = SourceFile("a.md", example.text)
    found = lint(parse(source), seeds.ruleset("everything"), Surroundings())
    for mismatch in compare(example.expected, found):
        promise("\n" not in str(mismatch.finding), "a mismatch is one line")


def _seeds(type: str = "*") -> list[bytes]:
    return [*seeds.documents(type), *seeds.parsed_documents()]


def _examples() -> list[bytes]:
    notes = ("1:1: error [missing-section]", "2:3: warning: It is missing [placeholder]", "0:0: error", "")
    return [
        seed + f"\n<!-- speclint-expect\n{note}\n-->\n".encode()
        for note in notes
        for seed in seeds.documents("plan")[:3]
    ]


def _comments() -> list[bytes]:
    """Documents with comments that silence findings, used and unused."""
    texts = [
        "<!-- speclint-disable placeholder: why -->\n\nTODO\n\n<!-- speclint-enable placeholder -->\n\nTODO\n",
        "<!-- speclint-disable-next-line missing-section, bad-cell -->\n# A\n\n## Purpose <!-- speclint-disable-line empty-section -->\n",
        "<!-- speclint-disable-file missing-section -- so it is -->\n<!-- speclint-enable -->\n# A\n",
        "<!--speclint-disable nonsense-->\n<!-- speclint-disabled x -->\n<!-- speclint-disable\nmissing-field,\nshort-text: a\nb -->\n",
        "<!-- speclint-disable-next-line bad-code-block \u2014 it is old -->\n```json\n{\n```\n",
    ]
    return [text.encode() for text in texts]


def targets() -> list[Target]:
    """All of them."""
    everything = partial(check_document, type="everything")
    found = [
        Target("parser", "the Markdown parser and its places", check_parser, _seeds, mutate_document),
        Target(
            "document", "a document by a rule set that uses all of the language", everything, _seeds, mutate_document
        ),
        Target(
            "comments",
            "comments that silence findings",
            everything,
            lambda: [*_comments(), *_seeds()[:20]],
            mutate_document,
            1500,
        ),
        Target("facts", "ids, references and the score of a document", check_facts, _seeds, mutate_document),
        Target("formats", "findings in every output format", check_formats, _seeds, mutate_document, 2000),
        Target("fixes", "safe fixes of a document", partial(check_fixes, unsafe=False), _seeds, mutate_document, 2000),
        Target(
            "unsafe-fixes", "all fixes of a document", partial(check_fixes, unsafe=True), _seeds, mutate_document, 2000
        ),
        Target("example", "an example with its annotation", check_example, _examples, mutate_document, 2000),
    ]
    as_types = (
        Target(f"type-{type}", f"a {type}", partial(check_document, type=type), partial(_seeds, type), mutate_document)
        for type in seeds.types()
    )
    return [*found, *as_types]
