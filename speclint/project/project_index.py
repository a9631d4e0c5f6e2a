"""The specifications of a project, by id and by path.

Owns: finding what a reference or a link leads to, and who refers to whom.
Never: reads files: `Files` knows what exists next to the specifications.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from speclint.base.suggest import Nearest, Purse
from speclint.ruleset import NO_MATURITY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from speclint.project.model import DocumentFacts, Link


class Files(Protocol):
    """What there is in the project. Paths are relative to its root, with forward slashes."""

    def exists(self, path: str) -> bool:
        """Whether a file or a folder exists."""

    def anchors(self, path: str) -> frozenset[str] | None:
        """The anchors of a Markdown file; None for what is none, or cannot be read."""


class ProjectIndex:
    """All specifications of a project."""

    def __init__(
        self,
        documents: Iterable[DocumentFacts],
        files: Files,
        external: Sequence[str] = (),
        maturity: Callable[[DocumentFacts], int] = lambda _: NO_MATURITY,
        above: str = "",
    ) -> None:
        self.documents = tuple(sorted(documents, key=lambda facts: facts.path))
        self.files = files
        self.external = tuple(pattern.upper() for pattern in external)
        """Globs of ids of specifications that live elsewhere."""
        self._above = above
        self.maturity = maturity
        """How far a specification is, by its state; NO_MATURITY where that is not said."""
        self._by_id: dict[str, list[DocumentFacts]] = {}
        self._by_path = {facts.path: facts for facts in self.documents}
        for facts in self.documents:
            for name in facts.named():
                self._by_id.setdefault(name, []).append(facts)
        self._types = {facts.type for facts in self.documents}
        self._targets: dict[str, list[DocumentFacts]] = {}
        self._referrers: dict[str, dict[str, None]] | None = None
        self._circles: dict[str, int] | None = None
        self._near_ids: Nearest | None = None
        self._near_names: dict[str, Nearest] | None = None
        self._near_anchors: dict[str, Nearest] = {}

    def with_id(self, id: str) -> Sequence[DocumentFacts]:
        """The specifications that have an id, by path."""
        return self._by_id.get(id, ())

    def at(self, path: str) -> DocumentFacts | None:
        """The specification at a path."""
        return self._by_path.get(path)

    def ids(self) -> Iterable[str]:
        """Every id that a specification has."""
        return self._by_id.keys()

    def of_type(self, type: str) -> bool:
        """Whether the project has specifications of a type."""
        return type in self._types

    def near_ids(self, purse: Purse) -> Nearest:
        """An index of all ids, for the questions of one document, which has a purse for them."""
        if self._near_ids is None:
            self._near_ids = Nearest(self._by_id, 0.8)
        return self._near_ids.paid_from(purse)

    def near_names(self, folder: str, purse: Purse) -> Nearest:
        """An index of the names of the specifications in a folder. `purse` as for `near_ids`."""
        if self._near_names is None:
            by_folder: dict[str, list[str]] = {}
            for path in self._by_path:
                where, _, name = path.rpartition("/")
                by_folder.setdefault(where, []).append(name)
            self._near_names = {where: Nearest(names, 0.7) for where, names in by_folder.items()}
        return self._near_names[folder].paid_from(purse) if folder in self._near_names else Nearest(())

    def targets(self, facts: DocumentFacts) -> list[DocumentFacts]:
        """The other specifications that one refers to, by id or by a link to its file, in the order of first mention."""
        if facts.path not in self._targets:
            self._targets[facts.path] = self._find_targets(facts)
        return self._targets[facts.path]

    def near_anchors(self, path: str, anchors: frozenset[str], purse: Purse) -> Nearest:
        """An index of the anchors of a file. `purse` as for `near_ids`."""
        if path not in self._near_anchors:
            self._near_anchors[path] = Nearest(anchors, 0.7)
        return self._near_anchors[path].paid_from(purse)

    def _find_targets(self, facts: DocumentFacts) -> list[DocumentFacts]:
        found: dict[str, DocumentFacts] = {}
        by_id = [(each.place, target) for each in facts.references for target in self.with_id(each.id)]
        by_link = [(link.place, target) for link in facts.links if (target := self._linked(facts, link)) is not None]
        for _, target in sorted([*by_id, *by_link], key=lambda pair: pair[0]):
            if target is not facts:
                found.setdefault(target.path, target)
        return list(found.values())

    def leads_to(self, facts: DocumentFacts, link: Link, target: DocumentFacts) -> bool:
        """Whether a link of a specification leads to another one."""
        return self._linked(facts, link) is target

    def _linked(self, facts: DocumentFacts, link: Link) -> DocumentFacts | None:
        return self.at(self.resolve(facts, link) or "") if link.target else None

    def resolve(self, facts: DocumentFacts, link: Link) -> str | None:
        """Where a link of a specification leads; None where that is out of the project.

        A target that begins with a slash counts from the root of the repository, as on GitHub.
        """
        target = link.target
        if self._above and target.startswith("/"):
            inside = f"{target}/".startswith(f"/{self._above}/")
            return resolve(facts.path, target[len(self._above) + 1 :] or "/") if inside else None
        return resolve(facts.path, target)

    def referrers(self, facts: DocumentFacts) -> list[DocumentFacts]:
        """The specifications that refer to one, by path."""
        if self._referrers is None:
            self._referrers = {}
            for other in self.documents:
                for target in self.targets(other):
                    self._referrers.setdefault(target.path, {})[other.path] = None
        return [self._by_path[path] for path in self._referrers.get(facts.path, ())]

    def place_in_circle(self, facts: DocumentFacts) -> int | None:
        """Which one by path, from 0, a specification is among those that all refer to each other, directly or through others.

        None for one that no chain of references leads back to.
        """
        if self._circles is None:
            self._circles = {
                path: place for group in self._groups() if len(group) > 1 for place, path in enumerate(sorted(group))
            }
        return self._circles.get(facts.path)

    def _groups(self) -> Iterator[list[str]]:
        """The paths of specifications in groups that all refer to each other (strongly connected; Tarjan's algorithm)."""
        order: dict[str, int] = {}
        lowest: dict[str, int] = {}
        open_: dict[str, None] = {}
        for root in self._by_path:
            if root in order:
                continue
            ways = [(root, iter(self.targets(self._by_path[root])))]
            order[root] = lowest[root] = len(order)
            open_[root] = None
            while ways:
                path, rest = ways[-1]
                target = next(rest, None)
                if target is None:
                    ways.pop()
                    if ways:
                        lowest[ways[-1][0]] = min(lowest[ways[-1][0]], lowest[path])
                    if lowest[path] == order[path]:
                        group: list[str] = []
                        while not group or group[-1] != path:
                            group.append(open_.popitem()[0])
                        yield group
                elif target.path not in order:
                    order[target.path] = lowest[target.path] = len(order)
                    open_[target.path] = None
                    ways.append((target.path, iter(self.targets(target))))
                elif target.path in open_:
                    lowest[path] = min(lowest[path], order[target.path])


def resolve(path: str, target: str) -> str | None:
    """Where a link in a file leads: a path relative to the root; None where it leads out of the project.

    A target that begins with a slash counts from the root, as on GitHub.

    >>> resolve("docs/specs/a.md", "../b.md")
    'docs/b.md'
    """
    parts = [] if target.startswith("/") else path.split("/")[:-1]
    for part in target.split("/"):
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)
