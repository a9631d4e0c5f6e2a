"""What a specification says of itself and of others.

Owns: its ids, its status, the ids it mentions and in which form, its links and its anchors.
Never: knows whether any of them exists; see `speclint.index`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from speclint.binding.fences import unreliable_from
from speclint.binding.placeholders import texts_in
from speclint.headings import forms
from speclint.index import DocumentFacts, Link, Reference, SpecId
from speclint.index.anchors import anchors_of
from speclint.index.spec_index import resolve
from speclint.source import Range

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speclint.binding import Binding
    from speclint.document import Text
    from speclint.index import IdPattern
    from speclint.index.model import IdForm, ReferenceForm

_ID_FIELDS = frozenset({"id", "document id", "doc id", "spec id", "specification id", "identifier", "document number"})
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
_ESCAPED = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
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


class _Finder:
    def __init__(self, binding: Binding, path: str) -> None:
        self._binding = binding
        self._path = path
        self._patterns = binding.index.ids
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
        # From a fence that went wrong on, nothing can be told from code.
        limit = unreliable_from(binding, nested=True)
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
        found = re.match(rf"(?:{own.pattern})(?![A-Za-z0-9])", stem)
        if found:
            yield SpecId(own.canonical(found.group()), "file name", Range.at(1))
        for field in self._binding.metadata:
            if _ID_FIELDS.intersection(forms(name := re.sub(r"[_-]", " ", field.name))) or name.casefold().endswith(
                " id"
            ):
                form: IdForm = "front matter" if field.carrier == "front matter" else "field"
                yield from self._own_id(own, field.value.strip("[]` "), form, field.value_range)
        title = self._binding.title
        if title is not None:
            found = re.match(rf"\[?({own.pattern})\]?(?:\s*[:\u2013\u2014-]|\s|$)", title.title)
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
        for entry in self._binding.index.front_matter:
            values = (entry.value,) if isinstance(entry.value, str) else entry.value or ()
            for value in values:
                form: ReferenceForm = "front matter" if self._names_ids(value) else "text"
                for id, type, _, _ in self._found(value):
                    yield Reference(id, type, form, entry.value_range)
        hidden = [found.range for found in self._binding.placeholders]
        fields = [
            field.value_range
            for field in self._binding.metadata
            if field.carrier != "front matter" and self._names_ids(field.value)
        ]
        for text in texts_in(self._binding.document.blocks):
            yield from self._in_text(text, hidden, fields)

    def _in_text(self, text: Text, hidden: list[Range], fields: list[Range]) -> Iterator[Reference]:
        found = list(self._found(text.raw))
        if not found:
            return
        inlines = text.inlines
        silent = [each.range for each in inlines if each.kind in ("code", "comment", "html", "image", "autolink")]
        links = [each for each in inlines if each.kind == "link"]
        for id, type, start, end in found:
            place = text.range(start, end)
            if _inside(place, silent) or _inside(place, hidden):
                continue
            form: ReferenceForm = "text"
            link = next((each for each in links if _inside(place, [each.range])), None)
            if link is not None:
                # What a link elsewhere is called by may be anything.
                is_here = not _SCHEME.match(link.target) and resolve(self._path, link.target) is not None
                form = "link" if is_here else "text"
            elif self._in_brackets(text.raw, start, end):
                form = "bracket"
            elif _inside(place, fields):
                form = "field"
            yield Reference(id, type, form, place)

    def _names_ids(self, value: str) -> bool:
        """Whether a value is a list of ids, or begins with one: a sentence that mentions one is no reference."""
        if self._any is None:
            return False
        rest = self._any.sub("", value)
        return self._any.match(value.strip("[(<*`_ ")) is not None or not re.search(r"[^\W_]", rest)

    def _in_brackets(self, raw: str, start: int, end: int) -> bool:
        """Whether an id stands in brackets that begin with an id: `[DES-001]`, `[DES-001, DES-002]`, `[DES-001: Pipeline]`."""
        left, right = raw.rfind("[", 0, start), raw.find("]", end)
        if left < 0 or right < 0 or self._any is None:
            return False
        inside = raw[left + 1 : right]
        first = self._any.match(inside)
        # [CMP-001-export-service] is a file's name.
        return first is not None and not set("[]").intersection(inside) and inside[first.end() : first.end() + 1] != "-"

    def _found(self, text: str) -> Iterator[tuple[str, str, int, int]]:
        """Each id in a text: its one form, its type, where it begins and ends."""
        for match in self._any.finditer(text) if self._any else ():
            pattern = self._patterns[int((match.lastgroup or "t0")[1:])]
            yield pattern.canonical(match.group()), pattern.type, *match.span()

    def mentions(self) -> Iterator[Reference]:
        """References to this document as well as to others."""
        return self._references()

    # -- links

    def _links(self) -> Iterator[Link]:
        for text in texts_in(self._binding.document.blocks):
            for inline in text.inlines if "[" in text.raw or "<" in text.raw else ():
                # `[^1]` is a footnote on GitHub, whatever its definition looks like.
                if inline.kind in ("link", "image") and not inline.content.startswith("^"):
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
    """A part of an address without percent signs. What is no UTF-8 stays as it is written."""
    if "%" not in text:
        return text
    return _ESCAPED.sub(lambda found: bytes.fromhex(found.group().replace("%", "")).decode("utf-8", "replace"), text)


def _inside(place: Range, spans: list[Range]) -> bool:
    return any(span.start <= place.start and place.end <= span.end for span in spans)
