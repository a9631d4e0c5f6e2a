"""Which type of specification a document is, and why.

Owns: the order of the ways to detect a type, what each finds, the reason in words, and the message if it stays unclear.
Never: reads a file or a rule set; callers pass what the rule sets say about their documents.

In this order, the first that says anything decides:

1. `--type`
2. the file itself: a comment `<!-- speclint: type=component -->` or the front matter key `speclint_type`
3. front matter that a rule set expects (`applies_to.front_matter`)
4. the configuration's `types`
5. path patterns of rule sets (`applies_to.files`)
6. beginnings of file names of rule sets (`naming`)

Two types in one step are an ambiguity. A longer pattern does not win: that would be hard to see.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.base.diagnostics import Finding, RelatedLocation
from speclint.base.globs import matches
from speclint.base.source import Range
from speclint.base.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from speclint.binding.document_front_matter import FrontMatterFacts
    from speclint.markdown import Comment

FRONT_MATTER_KEY = "speclint_type"

_DIRECTIVE = re.compile(r"\s*speclint:\s*type\s*[=:]\s*(?P<type>\S+)\s*")
_ADDRESSED = re.compile(r"\s*(?P<line>speclint(?![^:\s])[^\r\n]*)")
"""A comment for this program. `speclint-...` is left to other programs of such a name."""
_SHOWN = 60
_WORDS = 2
"""Of a directive, without the name of this program: `type` and the type."""


class TypeEntry(NamedTuple):
    """What a rule set says about the documents of its type."""

    type: str
    title: str
    files: tuple[str, ...] = ()
    front_matter: tuple[tuple[str, tuple[str, ...]], ...] = ()
    prefixes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    numbered: bool = False
    """Whether a number follows the prefix: `data-model.md` is not a data model, `data-001-orders.md` is one."""


class Subject(NamedTuple):
    """The file in question.

    `path` is relative to the project's root, with forward slashes; "" for text without a file.
    `comments` and `front_matter` are empty where the text is not known. Without a known root (`rooted`), the path is
    relative to the top of the file system, and patterns of rule sets match at any depth.
    """

    path: str
    comments: Sequence[Comment] = ()
    front_matter: FrontMatterFacts | None = None
    rooted: bool = True


class Detection(NamedTuple):
    """The type, or None; why, in words that follow "type X:" or "skipped:"; findings by rule id."""

    type: str | None
    reason: str
    findings: tuple[tuple[str, Finding], ...] = ()


class _Claim(NamedTuple):
    """One type that something says the file has."""

    type: str
    reason: str
    place: Range | None = None


def detect(
    subject: Subject, types: Sequence[TypeEntry], mapping: Iterable[tuple[str, str]] = (), forced: str | None = None
) -> Detection:
    """Find the type. `mapping` is the configuration's, from pattern to type; `forced` is what `--type` says.

    Both were checked to name known types. What the file says was not: an unknown name there is a finding.
    """
    if forced is not None:
        return Detection(forced, "given by --type")
    known = {entry.type for entry in types}
    garbled = [finding for comment in subject.comments if (finding := _garbled(comment, known)) is not None]
    if garbled:
        line = garbled[0].range.start.line
        reason = f"unknown directive in the comment on line {line}"
        return Detection(None, reason, tuple(("unknown-type", finding) for finding in garbled))
    said = list(_said(subject))
    unknown = [claim for claim in said if claim.type not in known]
    if unknown:
        return Detection(
            None,
            f"{unknown[0].reason} names an unknown type",
            tuple(("unknown-type", _unknown(claim, known)) for claim in unknown),
        )
    for claims in (
        said,
        _asked_for(subject, types),
        _mapped(subject, mapping),
        _by_path(subject, types),
        _by_name(subject, types),
    ):
        by_type: dict[str, _Claim] = {}
        for claim in claims:
            by_type.setdefault(claim.type, claim)
        if len(by_type) > 1:
            return Detection(None, "its type is ambiguous", (("ambiguous-type", _ambiguous([*by_type.values()])),))
        for claim in by_type.values():
            return Detection(claim.type, claim.reason)
    return Detection(None, "no type: no rule set matches its path or name, and the file states none")


def is_in_place(subject: Subject, types: Sequence[TypeEntry], type: str) -> bool:
    """Whether a file is where its rule set expects files of its type, by folder or by the beginning of its name.

    Only these must follow the naming pattern: a project that maps `services/*/SPEC.md` to a type has names of its own.
    """
    entries = [entry for entry in types if entry.type == type]
    return any(True for _ in (*_by_path(subject, entries), *_by_name(subject, entries)))


def untyped() -> Finding:
    """What to say about a file without a type where one is demanded."""
    return Finding(
        Range.at(1),
        "Unknown type of specification",
        "Add a comment `<!-- speclint: type=TYPE -->`, or map the path under `types` in the configuration. "
        "`speclint types` lists the types.",
    )


def _said(subject: Subject) -> Iterator[_Claim]:
    for comment in subject.comments:
        found = _DIRECTIVE.fullmatch(comment.text)
        if found:
            place = comment.place(found.start("type"), len(found["type"]))
            yield _Claim(found["type"], f"the comment on line {place.start.line}", place)
    entry = subject.front_matter.get(FRONT_MATTER_KEY) if subject.front_matter else None
    if entry is not None and isinstance(entry.value, str):
        line = entry.key_range.start.line
        yield _Claim(entry.value, f"the front matter key `{FRONT_MATTER_KEY}` on line {line}", entry.value_range)


def _garbled(comment: Comment, known: set[str]) -> Finding | None:
    """The finding about a comment for this program with unknown words."""
    found = _ADDRESSED.match(comment.text)
    if found is None or _DIRECTIVE.fullmatch(comment.text):
        return None
    written = found["line"].rstrip()
    meant = _meant(comment.text, known)
    shown = written if len(written) <= _SHOWN else written[: _SHOWN - 1] + "…"
    return Finding(
        comment.place(found.start("line"), len(written)),
        f"Unknown directive `{shown}`" + (f"; did you mean `speclint: type={meant}`?" if meant else ""),
        "Write `<!-- speclint: type=TYPE -->`. `speclint types` lists the types.",
    )


def _meant(text: str, known: set[str]) -> str | None:
    """The type that a garbled directive probably names. What is longer than a directive is a sentence."""
    from speclint.base.suggest import nearest  # only for mistakes

    words = re.findall(r"[^\s:=\"'`,;]+", text)[1:]
    return nearest(words[-1], known) if 0 < len(words) <= _WORDS else None


def _asked_for(subject: Subject, types: Sequence[TypeEntry]) -> Iterator[_Claim]:
    if subject.front_matter is None or not subject.front_matter.entries:
        return
    for entry in types:
        if entry.front_matter and all(_has(subject.front_matter, *wanted) for wanted in entry.front_matter):
            said = ", ".join(f"{key}: {' | '.join(values)}" if values else key for key, values in entry.front_matter)
            yield _Claim(entry.type, f"front matter `{said}`")


def _has(facts: FrontMatterFacts, key: str, values: tuple[str, ...]) -> bool:
    entry = facts.get(key)
    if entry is None:
        return False
    if not values:
        return True
    given = entry.value if isinstance(entry.value, tuple) else (entry.value or "",)
    wanted = {value.casefold() for value in values}
    return any(value.casefold() in wanted for value in given)


def _mapped(subject: Subject, mapping: Iterable[tuple[str, str]]) -> Iterator[_Claim]:
    for pattern, type in mapping:
        if subject.path and matches(pattern, subject.path):
            yield _Claim(type, f"configuration, `types`: pattern `{pattern}`")


def _by_path(subject: Subject, types: Sequence[TypeEntry]) -> Iterator[_Claim]:
    for entry in types:
        for pattern in entry.files:
            wanted = pattern if subject.rooted else "**/" + pattern.lstrip("/")
            if subject.path and matches(wanted, subject.path):
                yield _Claim(entry.type, f"pattern `{pattern}` of its rule set")


def _by_name(subject: Subject, types: Sequence[TypeEntry]) -> Iterator[_Claim]:
    name = subject.path.rsplit("/", 1)[-1].lower()
    for entry in types:
        for prefix in entry.prefixes:
            if name.startswith(prefix) and (not entry.numbered or name[len(prefix) : len(prefix) + 1].isdigit()):
                yield _Claim(entry.type, f"file name begins with `{prefix}`")


def _unknown(claim: _Claim, known: set[str]) -> Finding:
    from speclint.base.suggest import did_you_mean  # only for mistakes

    return Finding(claim.place or Range.at(1), f"Unknown type `{claim.type}`", did_you_mean(claim.type, known))


def _ambiguous(claims: list[_Claim]) -> Finding:
    said = " and ".join(f"`{claim.type}` ({claim.reason})" for claim in claims)
    places = [(claim.place, claim.type) for claim in claims if claim.place is not None]
    if places:
        return Finding(
            places[-1][0],
            f"Ambiguous type: {said}",
            "Keep one of them.",
            related=tuple(RelatedLocation(place, f"says `{type}`") for place, type in places[:-1]),
        )
    help = f"Choose one with a comment at the top: `<!-- speclint: type={claims[0].type} -->`"
    if not claims[0].reason.startswith("configuration"):
        help += ", or map the path under `types` in the configuration"
    return Finding(Range.at(1), f"Ambiguous type: {said}", help + ".")
