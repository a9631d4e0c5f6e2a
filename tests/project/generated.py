"""Projects out of thin air, with what is wrong in them planted on purpose: so it is known what must be found."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PREFIXES = {"part": "PRT", "shape": "SHP"}
ABSENT = "step", "STP"
"""A type of which no project has a document."""
RULES = {
    f"rules/{type}.yaml": f"""speclint: 1
type: {type}
title: {type}
applies_to: {{files: ["specs/{prefix.lower()}-*.md"]}}
naming: {{file: "{prefix.lower()}-{{number:3}}-{{slug}}", id: "{prefix}-{{number:3}}"}}
rules: {{reference-cycle: warning, orphan-spec: warning}}
"""
    for type, prefix in [*PREFIXES.items(), ABSENT]
}
FORMS = ["bracket", "link", "file", "label", "field", "front matter", "text"]
TO_NOTHING = ["bracket", "link", "field", "front matter", "text"]
"""Forms for ids that do not exist: a link to a missing file would be a finding of its own."""
NOISE = [
    "Ticket PRT-990 is closed.",
    "`[PRT-991]` is code, <!-- [PRT-992] --> is not seen.",
    "![SHP-993](https://example.com/SHP-994.png) is elsewhere.",
    "XPRT-995 and [PRT-9966] are something else.",
]

Found = tuple[str, int, int, str, str, str]
"""Path, line, column, severity, rule, and how the message begins."""


class Mention(NamedTuple):
    """What a document says of another one. `to`: its path, "" where nothing has this id."""

    form: str
    id: str
    to: str = ""


@dataclass
class Spec:
    path: str
    id: str
    mentions: list[Mention] = field(default_factory=list)
    places: list[tuple[int, int]] = field(default_factory=list)
    """The place of each mention, once the document is written."""
    title_line: int = 0

    def write(self, rng: random.Random) -> str:
        front: list[str] = []
        body: list[str] = []
        definitions: list[str] = []
        marks: list[tuple[bool, int, int]] = []
        for number, (form, id, to) in enumerate(self.mentions):
            body += rng.sample(NOISE, rng.choice([0, 0, 1]))
            written = rng.choice([id, id.lower()])
            name = to.rpartition("/")[2]
            line, shown = {
                "bracket": (f"Uses [{written}] here.", written),
                "link": (f"Uses [{written}](/README.md) here.", written),
                "file": (f"Uses [this]({name}) here.", name),
                "label": (f"Uses [this][r{number}] here.", "[this]"),
                "field": (f"**Uses {number}**: {written}", written),
                "front matter": (f"uses_{number}: {written}", written),
                "text": (f"Uses {written} here.", written),
            }[form]
            if form == "label":
                definitions.append(f"[r{number}]: {name}")
            lines = front if form == "front matter" else body
            marks.append((lines is front, len(lines), line.index(shown) + 1))
            lines.append(line)
        body.append(f"This is [{self.id}].")
        head = ["---", *front, "---", ""] if front else []
        self.title_line = len(head) + 1
        self.places = [
            (2 + index, column) if in_front else (self.title_line + 2 + 2 * index, column)
            for in_front, index, column in marks
        ]
        title = rng.choice(["# What it is", f"# {self.id}: What it is"])
        return "\n".join([*head, title, "", *(f"{line}\n" for line in body), *definitions]) + "\n"


@dataclass
class Project:
    specs: list[Spec]
    rings: list[list[Spec]]
    copies: list[tuple[Spec, Spec]]
    """A document that has the id of another one, and that one."""

    def expected(self) -> list[Found]:
        return sorted([*self._duplicates(), *self._dangling(), *self._circles(), *self._orphans()])

    def _duplicates(self) -> Iterator[Found]:
        holders: dict[str, set[str]] = {}
        for pair in self.copies:
            holders.setdefault(pair[0].id, set()).update(each.path for each in pair)
        for id, paths in holders.items():
            for path in paths:
                other = min(paths - {path})
                yield path, 1, 1, "error", "duplicate-id", f"Duplicate id {id}: also used by {other}"

    def _dangling(self) -> Iterator[Found]:
        for spec in self.specs:
            first: dict[str, tuple[int, int]] = {}
            for mention, place in zip(spec.mentions, spec.places, strict=True):
                if not mention.to and mention.form != "text":
                    first[mention.id] = min(place, first.get(mention.id, place))
            for id, place in first.items():
                severity = "warning" if id.startswith(ABSENT[1]) else "error"
                yield spec.path, *place, severity, "dangling-reference", f"Unknown specification {id}"

    def _circles(self) -> Iterator[Found]:
        for ring in self.rings:
            start = ring.index(min(ring, key=lambda spec: spec.path))
            names = [spec.id for spec in [*ring[start:], *ring[: start + 1]]]
            way = "Reference cycle: " + " -> ".join(names)
            spec = ring[start]
            place = next(place for mention, place in zip(spec.mentions, spec.places, strict=True) if mention.to)
            yield spec.path, *place, "warning", "reference-cycle", way

    def _orphans(self) -> Iterator[Found]:
        wanted: set[str] = set()
        for spec in self.specs:
            for mention in spec.mentions:
                by_id = mention.form != "label"
                wanted.update(
                    other.path
                    for other in self.specs
                    if other is not spec and (other.path == mention.to or (by_id and other.id == mention.id))
                )
        for spec in self.specs:
            if spec.path not in wanted:
                message = f"No other specification refers to {spec.id}"
                yield spec.path, spec.title_line, 1, "warning", "orphan-spec", message


def generate(seed: int) -> tuple[Project, dict[str, str]]:
    """A project and its files by path."""
    rng = random.Random(seed)
    numbers = iter(rng.sample(range(1, 400), 40))
    plain = sorted((_spec(rng, next(numbers)) for _ in range(rng.randint(2, 8))), key=lambda spec: spec.path)
    rings = [[_spec(rng, next(numbers)) for _ in range(rng.randint(2, 4))] for _ in range(rng.randint(0, 2))]
    models = rng.sample(plain, rng.randint(0, 2))
    copies = [(Spec(model.path.replace("one", "two"), model.id), model) for model in models]
    in_rings = [spec for ring in rings for spec in ring]
    # References go one way, down the list, so that the rings are the only circles. Where an id was taken twice, a
    # reference goes to both; so the second one refers to nothing.
    for index, spec in enumerate(plain):
        for target in rng.choices([*plain[index + 1 :], *in_rings, spec], k=rng.randint(0, 5)):
            if target is not spec:
                spec.mentions.append(Mention(rng.choice(FORMS), target.id, target.path))
    for ring in rings:
        for spec, target in zip(ring, [*ring[1:], ring[0]], strict=True):
            spec.mentions.append(Mention(rng.choice(FORMS), target.id, target.path))
    specs = [*plain, *in_rings, *(copy for copy, _ in copies)]
    _plant_dangling(rng, specs)
    files = {spec.path: spec.write(rng) for spec in specs}
    return Project(specs, rings, copies), {**files, "README.md": "# About [PRT-997]\n", **RULES}


def _spec(rng: random.Random, number: int) -> Spec:
    prefix = rng.choice(list(PREFIXES.values()))
    return Spec(f"specs/{prefix.lower()}-{number:03}-one.md", f"{prefix}-{number:03}")


def _plant_dangling(rng: random.Random, specs: Sequence[Spec]) -> None:
    """Ids that nothing has, among the other mentions. Of a type with documents, or of one without."""
    present = sorted({spec.id[:3] for spec in specs})
    for spec in specs:
        ids = [f"{rng.choice([*present, ABSENT[1]])}-{rng.randint(600, 899)}" for _ in range(rng.randint(0, 2))]
        for id in rng.choices(ids, k=rng.randint(0, 4)) if ids else ():
            spec.mentions.insert(rng.randint(0, len(spec.mentions)), Mention(rng.choice(TO_NOTHING), id))
