"""New documents in a project: their place, their number, their file.

Owns: which numbers are taken, and that no two processes take the same.
Never: says what a new document holds; `speclint.authoring.template` does.
"""

from __future__ import annotations

import os
from datetime import date
from typing import TYPE_CHECKING

from speclint.authoring.template import (
    BadNameError,
    Name,
    Values,
    document_id,
    file_name,
    fits,
    next_number,
    number_id,
    numbers,
    parse_name,
    render_document,
    short_id,
    title_of,
)
from speclint.base.values import NamedTuple
from speclint.engine.detection import Subject, detect
from speclint.ruleset.ids import values_of_id
from speclint.workspace.files.discovery import SUFFIXES, discover
from speclint.workspace.files.paths import leads_out, shown
from speclint.workspace.files.writing import Reservation, undisturbed, write_new

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from speclint.project import ProjectIndex
    from speclint.ruleset import RuleSet
    from speclint.workspace.projects import Project

_TRIES = 1000
_MOST_DIGITS = 9
"""A number with more digits is no number of a document: others follow one after the other."""


class Wish(NamedTuple):
    """What the user wants of a new document. `name`: its file name, or, with `next`, its slug alone."""

    name: str
    next: bool = False
    title: str = ""
    values: Mapping[str, str] = {}


class Author:
    """Makes documents of one type in one project. `cwd` decides how paths are shown.

    `index`: gives the specifications of the project, of which some have an id that their file name does not show.
    """

    def __init__(
        self, project: Project, ruleset: RuleSet, cwd: str, index: Callable[[], ProjectIndex] | None = None
    ) -> None:
        self._project = project
        self._ruleset = ruleset
        self._naming = ruleset.naming
        self._cwd = cwd
        self._index = index
        self._given: dict[int, str] | None = None
        self._root = project.root or cwd
        self.folder = os.path.join(self._root, *ruleset.naming.folder.split("/"))
        """Where documents of the type go, as an absolute path."""

    def next_id(self) -> str:
        """The next free id, such as `CMP-004`; see `short_id`. Raises BadNameError where there are no numbers."""
        number = self._next_number()
        return short_id(self._naming, number) or str(number)

    def text(self, wish: Wish) -> str:
        """The text that `create` would write. Raises BadNameError, and SettingError for values that do not fit."""
        if wish.title and not wish.title.isprintable():
            raise BadNameError("a title must be one line of text")
        if wish.next:
            stem = file_name(self._naming, self._next_number(), wish.name, _today())
            return self._render(parse_name(self._naming, stem), wish)
        return self._render(parse_name(self._naming, _stem(wish.name)), wish)

    def create(self, wish: Wish) -> str:
        """Write a new document; its absolute path. Raises BadNameError, SettingError, and OSError."""
        self.text(wish)  # what is wrong with the wish should be said before a number is taken
        if leads_out(self.folder, self._root):
            raise BadNameError(f"a symbolic link in {shown(self.folder, self._cwd)} leads out of the project")
        with undisturbed():  # no reservation stays behind
            return self._create_next(wish) if wish.next else self._create_named(wish)

    def _create_named(self, wish: Wish) -> str:
        name = parse_name(self._naming, _stem(wish.name))
        if name.number is None:
            write_new(self._path(name), self._render(name, wish).encode(), root=self._root)
            return self._path(name)
        reservation = self._reservation(name.number)
        if not reservation.take():
            raise BadNameError(f"another process is using {short_id(self._naming, name.number)}")
        try:
            holder = self._holder(name.number, self._path(name))
            if holder is not None:
                raise BadNameError(
                    f"{short_id(self._naming, name.number)} is already used by {shown(holder, self._cwd)}. "
                    f"The next free one is {self.next_id()}"
                )
            write_new(self._path(name), self._render(name, wish).encode(), root=self._root)
        finally:
            reservation.give_back()
        return self._path(name)

    def _reservation(self, number: int) -> Reservation:
        return Reservation(self.folder, number_id(self._naming, number) or str(number), root=self._root)

    def _holder(self, number: int, but: str) -> str | None:
        """The file that has a number, other than one path; None if there is none."""
        for path in self._files():
            if path != but and number in numbers(self._naming, [_stem_of(path)]):
                return path
        given = self._by_text().get(number)
        return given if given != but else None

    def _by_text(self) -> dict[int, str]:
        """The numbers of ids that documents of the type have, each with the absolute path of the first."""
        if self._given is None:
            self._given = {}
            if self._index is not None and "{number" in self._naming.id_template:
                documents = [each for each in self._index().documents if each.type == self._ruleset.type]
                for path, id in [(each.path, id) for each in documents for id in each.named()]:
                    number = (values_of_id(self._naming, id) or {}).get("number", ("",))[0]
                    if number and len(number) <= _MOST_DIGITS:
                        self._given.setdefault(int(number), os.path.join(self._root, *path.split("/")))
        return self._given

    def _create_next(self, wish: Wish) -> str:
        """Take the next number that neither a file nor another process has."""
        number = self._next_number()
        for _ in range(_TRIES):
            reservation = self._reservation(number)
            if reservation.take():
                try:
                    # Another process may have written its file since we looked.
                    if number not in numbers(self._naming, self._stems()):
                        name = parse_name(self._naming, file_name(self._naming, number, wish.name, _today()))
                        write_new(self._path(name), self._render(name, wish).encode(), root=self._root)
                        return self._path(name)
                finally:
                    reservation.give_back()
            number += 1
        raise BadNameError(f"no free number in {shown(self.folder, self._cwd)}")

    def _next_number(self) -> int:
        number = next_number(self._naming, self._stems())
        if number is None:
            raise BadNameError(f"names of the type `{self._ruleset.type}` have no number. Give the file name")
        number = max(number, max(self._by_text(), default=0) + 1)
        if not fits(self._naming, number):
            raise BadNameError(f"no free number after {number - 1}: names look like {self._naming.file_example}")
        return number

    def _render(self, name: Name, wish: Wish) -> str:
        title = wish.title or title_of(name.slug)
        values = Values(document_id(self._naming, name), title, name.slug, _today())
        text = render_document(self._ruleset, values, wish.values)
        type = self._ruleset.type
        # A rule set may define no places and names, or two may define the same: then the document names its type.
        return text if self._type_of(name) == type else f"{text}\n<!-- speclint: type={type} -->\n"

    def _type_of(self, name: Name) -> str | None:
        """The type that the file will have by its path alone."""
        return self._type_at(self._path(name))

    def _type_at(self, path: str) -> str | None:
        relative, rooted = self._project.relative(path)
        subject = Subject(relative, (), None, rooted=rooted)
        return detect(subject, self._project.library.types, self._project.config.types_for(relative), None).type

    def _stems(self) -> list[str]:
        """Names of the documents in the folder and below it, without extension."""
        return [_stem_of(path) for path in self._files()]

    def _files(self) -> list[str]:
        """The documents in the folder and below it, and those elsewhere in the project that are named alike."""
        # A name that begins with a number alone may be anything: then the place must be one of the type.
        worded = any(character.isalpha() for character in self._naming.file_template.partition("{")[0])
        elsewhere = discover([self._project.root], self._cwd)[0] if self._project.root is not None else []
        alike = {
            target.path
            for target in elsewhere
            if numbers(self._naming, [_stem_of(target.path)])
            and self._project.excluded(target.path) is None
            and (worded or self._type_at(target.path) == self._ruleset.type)
        }
        return sorted(alike.union(self._in_folder()))

    def _in_folder(self) -> list[str]:
        return sorted(
            os.path.join(where, name)
            for where, _, names in os.walk(self.folder)
            for name in names
            if name.lower().endswith(SUFFIXES)
        )

    def _path(self, name: Name) -> str:
        return os.path.join(self.folder, f"{name.stem}.md")


def _stem(name: str) -> str:
    """A name without the extension that some people type."""
    return name[:-3] if name.lower().endswith(".md") else name


def _stem_of(path: str) -> str:
    """The name of a file without its extension."""
    return os.path.splitext(os.path.basename(path))[0]


def _today() -> str:
    return date.today().isoformat()  # noqa: DTZ011 - the day that the author's calendar shows
