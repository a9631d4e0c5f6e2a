"""What a specification says about itself and about others.

Owns: its ids, its status, the ids it mentions and in which form, its links and its anchors.
Never: knows whether any of them exists; see `speclint.project`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from speclint.base.names import forms
from speclint.base.source import Range
from speclint.binding.fences import broken_fences
from speclint.project import DocumentFacts, Link, Reference, SpecId
from speclint.project.anchors import anchors_of
from speclint.project.project_index import resolve
from speclint.ruleset.ids import id_in_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from speclint.base.source import Position
    from speclint.binding import Binding
    from speclint.markdown import Text
    from speclint.project import IdPattern
    from speclint.project.model import IdForm, ReferenceForm

_ID_FIELDS = frozenset({"id", "document id", "doc id", "spec id", "specification id", "identifier", "document number"})
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
_ESCAPED = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_BRACKETS = re.compile(r"\[([^\[\]]*)\]")
_VARIABLE = re.compile(r"[{}<>$*]")


def find_facts(binding: Binding, path: str) -> DocumentFacts:
    """The facts of a document. `path` is relative to the project's root, with forward slashes; "" for none."""
    return _Finder(binding, path).facts()


def find_mentions(binding: Binding, path: str) -> list[Reference]:
    """Every place where a document writes an id, its own among them, in its order. `path` as for `find_facts`."""
    return sorted(set(_Finder(binding, path).mentions()), key=lambda each: (each.place, each.id, each.form))


def ids_in(text: str, patterns: Sequence[IdPattern]) -> Iterator[tuple[str, str, int, int]]:
    """Each id in a text: its one form, its type, where it begins and ends."""
    any_id = _any_of(patterns)
    for match in any_id.finditer(text) if any_id else ():
        pattern = patterns[int((match.lastgroup or "t0")[1:])]
        yield pattern.canonical(match.group()), pattern.type, *match.span()


def _any_of(patterns: Sequence[IdPattern]) -> re.Pattern[str] | None:
    alternatives = "|".join(f"(?P<t{number}>{each.pattern})" for number, each in enumerate(patterns))
    return re.compile(rf"(?<![\w-])(?:{alternatives})(?![\w])") if alternatives else None


def _title_start(own: IdPattern) -> str:
    """The regular expression of an id at the beginning of a title.

    One without a word of its own is only an id if something shows it: `2030 budget` begins with a number, `Use Postgres`
    with a slug.
    """
    template = own.naming.id_template
    if any(character.isalpha() for character in re.sub(r"\{[^{}]*\}", "", template)):
        return rf"\[?({own.pattern})\]?(?:\s*[:\u2013\u2014-]|\s|$)"
    if "{slug}" in template:
        return rf"\[({own.pattern})\](?![\w-])"
    return rf"(?:\[(?=[^\]]*\]))?({own.pattern})(?:\]|\s*:|\s+[\u2013\u2014-]\s|$)"


class _Finder:
    def __init__(self, binding: Binding, path: str) -> None:
        self._binding = binding
        self._path = path
        self._patterns = binding.surroundings.ids
        self._own = next((each for each in self._patterns if each.type == binding.ruleset.type), None)
        self._any = _any_of(self._patterns)

    def facts(self) -> DocumentFacts:
        """Everything."""
        binding = self._binding
        field = binding.ruleset.lifecycle_field
        ids = tuple(self._ids())
        own = {each.id for each in ids}
        references = sorted(
            {each for each in self._references() if each.id not in own},
            key=lambda each: (each.place, each.id, each.form),
        )
        title = binding.title
        # From a fence that went wrong on, nothing can be distinguished from code.
        limit = min((each.first for each in broken_fences(binding) if each.severity == "error"), default=None)
        links = [link for link in self._links() if limit is None or link.place.start.line < limit]
        references = [each for each in references if limit is None or each.place.start.line < limit]
        return DocumentFacts(
            self._path,
            binding.document.source.path,
            binding.ruleset.type,
            title.title if title is not None else "",
            binding.anchor(None),
            (binding.field_value(field) or "") if field else "",
            ids,
            tuple(references),
            tuple(links),
            tuple(dict.fromkeys(anchors_of(binding.document))),
        )

    # -- ids

    def _ids(self) -> Iterator[SpecId]:
        own = self._own
        if own is None:
            return
        stem = self._path.rpartition("/")[2].rpartition(".")[0]
        # Of this document's own rule set: it knows whether names are free where the document is.
        id = id_in_name(self._binding.ruleset.naming, stem)
        if id:
            yield SpecId(id, "file name", Range.at(1))
        for field in self._binding.metadata:
            if _ID_FIELDS.intersection(forms(name := re.sub(r"[_-]", " ", field.name))) or name.casefold().endswith(
                " id"
            ):
                form: IdForm = "front matter" if field.carrier == "front matter" else "field"
                yield from self._own_id(own, field.value.strip("[]` "), form, field.value_range)
        title = self._binding.title
        if title is not None:
            found = re.match(_title_start(own), title.title)
            if found is None:
                found = re.search(rf"[\[(]({own.pattern})[\])]\s*$", title.title)
            if found:
                yield SpecId(own.canonical(found[1]), "title", title.range)

    def _own_id(self, own: IdPattern, text: str, form: IdForm, place: Range) -> Iterator[SpecId]:
        if re.fullmatch(own.pattern, text):
            yield SpecId(own.canonical(text), form, place)

    # -- references

    def _references(self) -> Iterator[Reference]:
        if self._any is None:
            return
        for entry in self._binding.surroundings.front_matter:
            values = (entry.value,) if isinstance(entry.value, str) else entry.value or ()
            for value in values:
                form: ReferenceForm = "front matter" if self._names_ids(value) else "text"
                for id, type, _, _ in self._found(value):
                    yield Reference(id, type, form, entry.value_range)
        hidden = _Spans(found.range for found in self._binding.placeholders)
        fields = _Spans(
            field.value_range
            for field in self._binding.metadata
            if field.carrier != "front matter" and self._names_ids(field.value)
        )
        for text in self._binding.document.texts():
            yield from self._in_text(text, hidden, fields)

    def _in_text(self, text: Text, hidden: _Spans, fields: _Spans) -> Iterator[Reference]:
        found = list(self._found(text.raw))
        if not found:
            return
        inlines = text.inlines
        silent = _Spans(each.range for each in inlines if each.kind in ("code", "comment", "html", "image", "autolink"))
        links = {each.range: each for each in reversed(inlines) if each.kind == "link"}
        linked = _Spans(links)
        brackets = self._brackets(text.raw)
        for id, type, start, end in found:
            place = text.range(start, end)
            if silent.around(place) or hidden.around(place):
                continue
            form: ReferenceForm = "text"
            link = linked.around(place)
            if link is not None:
                # What a link elsewhere is called by may be anything.
                target = links[link].target
                is_here = not _SCHEME.match(target) and resolve(self._path, target) is not None
                form = "link" if is_here else "text"
            elif _in_one(brackets, start, end):
                form = "bracket"
            elif fields.around(place):
                form = "field"
            yield Reference(id, type, form, place)

    def _names_ids(self, value: str) -> bool:
        """Whether a value is a list of ids, or begins with one: a sentence that mentions one is not a reference."""
        if self._any is None:
            return False
        rest = self._any.sub("", value)
        return self._any.match(value.strip("[(<*`_ ")) is not None or not re.search(r"[^\W_]", rest)

    def _brackets(self, raw: str) -> list[tuple[int, int]]:
        """Where brackets are that begin with an id: `[DES-001]`, `[DES-001, DES-002]`, `[DES-001: Pipeline]`."""
        found: list[tuple[int, int]] = []
        any_id = self._any
        if any_id is None:
            return found
        for match in _BRACKETS.finditer(raw):
            first = any_id.match(match[1])
            # [CMP-001-export-service] is a file's name.
            if first is not None and match[1][first.end() : first.end() + 1] != "-":
                found.append(match.span(1))
        return found

    def _found(self, text: str) -> Iterator[tuple[str, str, int, int]]:
        """Each id in a text: its one form, its type, where it begins and ends."""
        for match in self._any.finditer(text) if self._any else ():
            pattern = self._patterns[int((match.lastgroup or "t0")[1:])]
            yield pattern.canonical(match.group()), pattern.type, *match.span()

    def mentions(self) -> Iterator[Reference]:
        """References to this document and to others."""
        return self._references()

    # -- links

    def _links(self) -> Iterator[Link]:
        for text in self._binding.document.texts():
            for inline in text.inlines if "[" in text.raw or "<" in text.raw else ():
                if inline.kind in ("link", "image"):
                    yield from _link(inline.target, inline.range)


def _link(target: str, place: Range) -> Iterator[Link]:
    """A link to something in the project: not to an address, and not to what a program will fill in."""
    if not target or _SCHEME.match(target) or _VARIABLE.search(target):
        return
    path, _, anchor = target.partition("#")
    path, _, query = path.partition("?")
    if "plain=" in query:  # the file as text, where an anchor is a line
        anchor = ""
    path = _decoded(path)
    if path or anchor:
        yield Link(path, _decoded(anchor), place)


def _decoded(text: str) -> str:
    """A part of an address without percent signs. What is not UTF-8 stays as it is written."""
    if "%" not in text:
        return text
    return _ESCAPED.sub(lambda found: bytes.fromhex(found.group().replace("%", "")).decode("utf-8", "replace"), text)


class _Spans:
    """Ranges of a document, to find the one that contains a place."""

    def __init__(self, spans: Iterable[Range]) -> None:
        self._starts: list[Position] = []
        self._furthest: list[Range] = []
        """Of the ranges up to each one, that which reaches furthest."""
        for span in sorted(spans):
            self._starts.append(span.start)
            best = self._furthest[-1] if self._furthest else span
            self._furthest.append(span if span.end > best.end else best)

    def around(self, place: Range) -> Range | None:
        """A range that holds a place; None where there is none."""
        index = bisect_right(self._starts, place.start) - 1
        return self._furthest[index] if index >= 0 and self._furthest[index].end >= place.end else None


def _in_one(spans: list[tuple[int, int]], start: int, end: int) -> bool:
    """Whether one of some spans that do not overlap holds another."""
    index = bisect_right(spans, (start, end)) - 1
    # A span that begins where the other does may be the next one.
    near = spans[max(index, 0) : index + 2]
    return any(first <= start and end <= last for first, last in near)
