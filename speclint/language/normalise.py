"""From a validated rule file to the run-time rule set.

Owns: defaults, the inheritance of severities between sections, logic groups, patterns of names.
Never: validates, or knows positions.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import takewhile
from typing import TYPE_CHECKING, Literal

from speclint.base.diagnostics import milder
from speclint.base.globs import matches
from speclint.base.names import forms
from speclint.base.values import NamedTuple
from speclint.checks.rules import spread
from speclint.language.content import condition, expectation, field, several
from speclint.language.names import glob_regex, heading_regex, words_id
from speclint.language.nodes import text, texts
from speclint.language.regex.cost import expression
from speclint.language.regex.safety import example_of
from speclint.ruleset import (
    NO_MATURITY,
    NO_THRESHOLD,
    PRESENCE_SEVERITY,
    UNBOUNDED,
    AgreementSpec,
    AppliesTo,
    FamiliesSpec,
    FamilySpec,
    LifecycleState,
    MetadataSpec,
    NamingSpec,
    PlaceholderSpec,
    ReferenceSpec,
    Relation,
    RuleSet,
    SectionGroup,
    SectionSpec,
    TitleSpec,
    ValuesSpec,
    Vocabulary,
    marks,
)
from speclint.ruleset.name_patterns import id_fault, most_digits, name_pattern, naming_fault, pattern_fault, prefixes
from speclint.ruleset.vocabulary import stems_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from speclint.base.diagnostics import Severity
    from speclint.formats.yaml import YamlNode
    from speclint.language.schema import agreements
    from speclint.language.schema import models as surface
    from speclint.ruleset import Order, Presence

GroupKind = Literal["at_least_one", "exactly_one", "all_or_none", "requires", "conflicts"]


class Naming(NamedTuple):
    """What the ids of a type look like, and its file names; "" for names that say nothing of the id."""

    pattern: str
    example: str
    file: str = ""


def reference_naming(root: YamlNode) -> Naming | None:
    """What the ids of a type look like, from its merged tree; None where it does not say, or is wrong."""
    naming = root.get("naming")
    written = text(naming, "id")
    if not written or id_fault(written):
        return None
    others = [prefix.text for prefix in texts(naming.get("other_prefixes") if naming else None)]
    file = text(naming, "file")
    names_id = file and not pattern_fault(file) and naming_fault(file, written) is None
    found = name_pattern(file, others, most_digits(file, written)).pattern if names_id else ""
    return _id_naming(written, others)._replace(file=expression(f"(?i:{found})") if found else "")


def _id_naming(written: str, other_prefixes: Sequence[str]) -> Naming:
    found = name_pattern(written, other_prefixes)
    # Scoped, because the pattern is put into larger ones. Ids match in any case.
    return Naming(expression(f"(?i:{found.pattern})"), found.example)


def normalise(model: surface.RuleFileModel, names: Mapping[str, Naming], sources: tuple[str, ...]) -> RuleSet:
    """The run-time form of a merged and validated rule set. `names`: what the ids of each type look like."""
    lifecycle = model.lifecycle
    order = model.order or "strict"
    vocabulary = _vocabulary(model.vocabulary)
    said = {word.casefold() for state in (lifecycle.states if lifecycle else ()) for word in several(state.when)}
    return RuleSet(
        type=model.type,
        title=model.title or model.type,
        description=model.description or "",
        applies_to=_applies_to(model.applies_to),
        naming=_naming(model.naming, model.type, several(model.applies_to.files if model.applies_to else None)),
        document_title=_title(model.document_title),
        heading_level=2 if model.heading_level is None else model.heading_level,
        fields=tuple(map(field, model.fields or ())),
        metadata=_metadata(model.metadata),
        families=_families(model.families),
        metadata_sections=_metadata_sections(model),
        order=order,
        unknown_sections=model.unknown_sections or "allow",
        sections=tuple(_section(part, "error", order) for part in model.sections or ()),
        groups=tuple(_groups(model, "error")),
        expects=tuple(expectation(part, "error") for part in model.expects or ()),
        placeholders=(
            PlaceholderSpec(marks.NAME, expression(marks.PATTERN)),
            *(
                PlaceholderSpec(part.name, expression(part.regex or ""), part.where or "text")
                for part in model.placeholders or ()
            ),
        ),
        not_applicable=tuple(each for phrases in (model.not_applicable or {}).values() for each in phrases),
        references=tuple(_reference(part, names) for part in model.references or ()),
        agreements=tuple(_agreements(model)),
        lifecycle_field=lifecycle.field if lifecycle else "",
        lifecycle=tuple(
            LifecycleState(
                several(state.when),
                tuple(spread(state.rules or {}).items()),
                state.at_most or "error",
                NO_THRESHOLD if state.completeness is None else state.completeness,
                NO_MATURITY if state.maturity is None else state.maturity,
                _synonyms(several(state.when), said, vocabulary),
            )
            for state in (lifecycle.states if lifecycle else ())
        ),
        completeness=NO_THRESHOLD if model.completeness is None else model.completeness,
        rules=tuple(spread(model.rules or {}).items()),
        vocabulary=vocabulary,
        sources=sources,
    )


def _applies_to(model: surface.AppliesToModel | None) -> AppliesTo:
    if model is None:
        return AppliesTo()
    keys = tuple((key, several(value)) for key, value in (model.front_matter or {}).items())
    return AppliesTo(several(model.files), keys)


def _naming(model: surface.NamingModel | None, type: str, places: Sequence[str]) -> NamingSpec:
    """`places`: the patterns of paths by which files are of the type."""
    if model is None:
        return NamingSpec(folder=_folder(type, places, "short-name"))
    others = model.other_prefixes or []
    limits = most_digits(model.file, model.id) if model.file and model.id else None
    file = name_pattern(model.file, others, limits) if model.file else None
    return NamingSpec(
        file_pattern=expression(file.pattern) if file else "",
        file_example=file.example if file else "",
        file_template=model.file or "",
        id_pattern=_id_naming(model.id, others).pattern if model.id else "",
        id_template=model.id or "",
        id_prefixes=prefixes(model.id.partition("{")[0], others) if model.id else (),
        folder=model.folder or _folder(type, places, (file.example if file else "") or "short-name"),
        prefixes=prefixes(file.prefix, others) if file else (),
    )


_PLAIN = re.compile(r"(?!\.\.?$)[^*?\[\\]+")
"""The name of a folder in a pattern, without anything that stands for others."""


def _folder(type: str, places: Sequence[str], name: str) -> str:
    """Where new documents of a type go: the usual folder, unless the type has its files elsewhere. `name`: one of a file."""
    usual = f"docs/specs/{type}"
    parts = (place.removeprefix("**/").removeprefix("./").lstrip("/").split("/")[:-1] for place in places)
    named = ("/".join(takewhile(_PLAIN.fullmatch, each)) for each in parts)
    for folder in (usual, *named):
        if folder and any(matches(place, f"{folder}/{name}.md") for place in places):
            return folder
    return usual


def _title(model: surface.TitleModel | None) -> TitleSpec:
    if model is None:
        return TitleSpec()
    presence = model.presence or "required"
    pattern = _heading_pattern(model.regex, model.glob, match_case=bool(model.match_case))
    return TitleSpec(
        presence,
        model.severity or PRESENCE_SEVERITY[presence],
        pattern,
        model.message or "",
        model.initial or "{title}",
        model.template or "",
    )


def _metadata(model: surface.MetadataModel | None) -> MetadataSpec:
    return MetadataSpec() if model is None else MetadataSpec(model.form or "lines", model.heading or "")


def _families(model: surface.FamiliesModel | None) -> FamiliesSpec:
    if model is None:
        return FamiliesSpec()
    families = (FamilySpec(name, several(words)) for name, words in model.names.items())
    return FamiliesSpec(model.from_ or "", tuple(families))


def _reference(model: surface.ReferenceModel, names: Mapping[str, Naming]) -> ReferenceSpec:
    naming = _id_naming(model.id, ()) if model.id else names[model.to]
    presence = model.presence or "recommended"
    severity = model.severity or PRESENCE_SEVERITY[presence]
    message = model.message or ""
    return ReferenceSpec(
        model.to, naming.pattern, naming.example, presence, severity, message, condition(model.when), naming.file
    )


def _metadata_sections(model: surface.RuleFileModel) -> tuple[str, ...]:
    """The sections that are read for fields: where new documents have them is one of these."""
    own = model.metadata.heading if model.metadata is not None else None
    return _names([*(model.metadata_sections or ()), *([own] if own else [])])


def _vocabulary(model: surface.VocabularyModel | None) -> Vocabulary:
    if model is None:
        return Vocabulary()
    synonyms = tuple(
        (name, *(phrase.casefold() for phrases in by_language.values() for phrase in phrases))
        for name, by_language in (model.synonyms or {}).items()
    )
    return Vocabulary(
        synonyms,
        _stems(synonyms),
        _all_words(model.qualifiers),
        _all_words(model.joiners),
        _all_words(model.prepositions),
    )


@lru_cache(maxsize=2)
def _stems(synonyms: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
    """Nearly all rule sets have one vocabulary."""
    return tuple(tuple(" ".join(stems_of(phrase)) for phrase in group) for group in synonyms)


def _synonyms(words: Sequence[str], said: AbstractSet[str], vocabulary: Vocabulary) -> tuple[str, ...]:
    """What the vocabulary has for the words of a state, without what the lifecycle itself says of a state."""
    own = {word.casefold() for word in words}
    groups = [group for group in vocabulary.synonyms if not own.isdisjoint(group)]
    return tuple(dict.fromkeys(phrase for group in groups for phrase in group if phrase not in said))


def _all_words(by_language: Mapping[str, Sequence[str]] | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word.casefold() for words in (by_language or {}).values() for word in words))


def _agreements(model: surface.RuleFileModel) -> Iterator[AgreementSpec]:
    """The agreements between sections that exist: one that is inherited goes with its section."""
    ids = {"", *_ids(model.sections or ())}
    for part in model.agreements or ():
        if part.each is None:
            continue  # reported
        spec = _agreement(part, part.each)
        places = tuple(place for place in spec.places if place.section in ids)
        if spec.each.section in ids and bool(places) == bool(spec.places):
            yield spec._replace(places=places)


def _ids(sections: Sequence[surface.SectionModel]) -> Iterator[str]:
    for section in sections:
        yield section.id or _heading(section)[2]
        yield from _ids(section.sections or ())


def _agreement(model: agreements.AgreementModel, each: agreements.ValuesModel) -> AgreementSpec:
    places: dict[Relation, agreements.AnyPlaces | None] = {
        "in": model.in_,
        "not_in": model.not_in,
        "equals": model.equals,
        "not_before": model.not_before,
    }
    said = [key for key, where in places.items() if where is not None]
    relation: Relation = said[0] if said else "type" if model.type else "alike" if model.alike else "unique"
    there = places.get(relation) or []
    return AgreementSpec(
        each=_values(each),
        relation=relation,
        places=_places(there),
        exempt=_places(model.except_ or []),
        contains=bool(model.contains),
        series=bool(model.series),
        all_but_one=bool(model.all_but_one),
        siblings=bool(model.siblings),
        endings=tuple(ending.casefold() for ending in several(model.endings)),
        type=model.type or "",
        least=model.min or "",
        most=model.max or "",
        severity=model.severity or "warning",
        message=model.message or "",
        when=condition(model.when),
    )


def _places(written: agreements.AnyPlaces) -> tuple[ValuesSpec, ...]:
    return tuple(map(_values, written if isinstance(written, list) else [written]))


def _values(model: agreements.ValuesModel) -> ValuesSpec:
    kinds: dict[str, object] = {
        "field": model.field,
        "column": model.column,
        "data": model.data,
        "labels": model.labels,
        "items": model.items,
        "headings": model.headings,
        "table_rows": model.table_rows,
        "parts": model.parts,
        "text": model.text,
    }
    kind = next((key for key, said in kinds.items() if said), "matches")
    name = kinds.get(kind)
    return ValuesSpec(
        kind=kind,  # type: ignore[arg-type]
        section=model.section or "",
        name=name if isinstance(name, str) else "",
        pattern=expression(model.matches),
        rows=expression(model.rows),
        by=several(model.by),
    )


def _names(titles: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(form for title in titles for form in forms(title)))


def _section(model: surface.SectionModel, around: Severity, order: Order) -> SectionSpec:
    """A section. `around`: the severity of its parent, which it is never worse than unless it says so itself."""
    title, pattern, heading = _heading(model)
    least, most = _repeat(model.repeat)
    # A section that may occur zero times is optional.
    presence: Presence = model.presence or ("required" if least else "optional")
    severity = model.severity or milder(PRESENCE_SEVERITY[presence], around)
    aliases = several(model.aliases)
    inner_order = model.order or order
    return SectionSpec(
        id=model.id or heading,
        title=title,
        names=_names(aliases if pattern else (title, *aliases)),
        aliases=aliases,
        pattern=pattern,
        style=model.style or "heading",
        presence=presence,
        severity=severity,
        min_count=least,
        max_count=most,
        order=inner_order,
        unknown_sections=model.unknown_sections or "allow",
        weight=1 if model.weight is None else model.weight,
        message=model.message or "",
        guidance=model.guidance or "",
        when=condition(model.when),
        expects=tuple(expectation(part, severity) for part in model.expects or ()),
        groups=tuple(_groups(model, severity)),
        sections=tuple(_section(part, severity, inner_order) for part in model.sections or ()),
        in_template=presence != "optional" if model.in_template is None else model.in_template,
        template=model.template or "",
        answered_by=tuple(expectation(part, severity) for part in model.answered_by or ()),
        own_heading=bool(model.own_heading),
    )


def _heading(model: surface.SectionModel) -> tuple[str, str, str]:
    """Title, pattern ("" where names decide) and default id of a section."""
    heading = model.heading
    if heading is None or isinstance(heading, str):
        written = heading or model.id or ""
        return written, "", words_id([written])
    pattern = _heading_pattern(heading.regex, heading.glob, match_case=bool(heading.match_case))
    if heading.glob is not None:
        title = heading.example or heading.glob.replace("*", "Name").replace("?", "1")
    else:
        title = heading.example or example_of(pattern)
    return title, pattern, words_id([heading.example, heading.glob, heading.regex])


def _heading_pattern(regex: str | None, glob: str | None, *, match_case: bool) -> str:
    if glob is not None:
        return expression(glob_regex(glob, match_case=match_case))
    return expression(heading_regex(regex, match_case=match_case)) if regex else ""


def _repeat(written: str | None) -> tuple[int, int]:
    if written is None:
        return 1, 1
    least, dots, most = written.partition("..")
    if not dots:
        return int(least), int(least)
    return int(least), int(most) if most else UNBOUNDED


def _groups(model: surface.Scope, around: Severity) -> Iterator[SectionGroup]:
    """The logic between subsections. `around`: the severity of the section whose subsections they are."""
    if model.at_least_one is not None:
        yield from (_group("at_least_one", part, around) for part in _each(model.at_least_one))
    if model.exactly_one is not None:
        yield from (_group("exactly_one", part, around) for part in _each(model.exactly_one))
    if model.all_or_none is not None:
        yield from (_group("all_or_none", part, around) for part in _each(model.all_or_none))
    if model.requires is not None:
        yield from _requirements(model.requires, around)
    if model.conflicts is not None:
        yield from (_group("conflicts", part, around) for part in _each(model.conflicts))


def _group(kind: GroupKind, part: list[str] | surface.GroupModel, around: Severity) -> SectionGroup:
    if isinstance(part, list):
        return SectionGroup(kind, tuple(part), around)
    return SectionGroup(kind, tuple(part.sections), part.severity or around, part.message or "")


def _each(written: surface.AnyGroups) -> list[list[str] | surface.GroupModel]:
    """One group, or a list of groups, as a list of groups."""
    if not isinstance(written, list):
        return [written]
    ids = [part for part in written if isinstance(part, str)]
    return [ids] if ids else [part for part in written if not isinstance(part, str)]


def _requirements(written: surface.AnyRequires, around: Severity) -> Iterator[SectionGroup]:
    if isinstance(written, list):
        for part in written:
            yield from _requirements(part, around)
    elif isinstance(written, dict):
        for name, needed in written.items():
            yield SectionGroup("requires", (name, *needed), around)
    else:
        yield SectionGroup(
            "requires", (written.when, *written.sections), written.severity or around, written.message or ""
        )
