"""From rule files to rule sets.

Owns: the phases of loading and what goes on to the next one; versions of the language; types given twice.
Never: reads a file. All errors of all files are reported in one run.

Each file is read and checked on its own first, so that a mistake in a base is reported once, in the base. The trees
are then merged, and what refers to something else is checked on the result. Rule sets are made only of files that
have no errors, and neither have those that they extend.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from speclint.base.source import Range
from speclint.base.suggest import closest, suggesting
from speclint.formats.yaml import YamlMapping, YamlResult, character_range, from_data, read_yaml
from speclint.language.collect import Collector, related
from speclint.language.extending import Origin, Resolver
from speclint.language.loaded import Loaded
from speclint.language.meaning import check_meaning
from speclint.language.named_sections import with_headings
from speclint.language.nodes import is_true, scalar, text
from speclint.language.normalise import Naming, normalise, reference_naming
from speclint.language.schema import read_model, validate
from speclint.language.shorthand import written_out
from speclint.language.structure import check_structure

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from speclint.formats.yaml import YamlNode
    from speclint.language.loaded import Readings, RuleFile
    from speclint.ruleset import RuleSet

VERSION = 1
"""The version of the rule-set language that this program understands."""


def load_files(
    files: Sequence[RuleFile], rule_ids: Collection[str], trusted: Collection[str], readings: Readings
) -> Loaded:
    """Load rule files; see `speclint.language.load`."""
    collector = Collector()
    found = (_read(file, collector, readings, trusted=file.path in trusted) for file in files)
    origins = [origin for origin in found if origin is not None]
    usable = _one_per_type(origins, collector)
    resolver = Resolver(usable, collector)
    trees: dict[str, YamlNode] = {}
    chosen: list[Origin] = []
    for origin in usable:
        merged = resolver.merged(origin)
        if merged is None:
            continue
        check_meaning(merged.tree, merged.removed, rule_ids, collector)
        if resolver.effective(origin):
            chosen.append(origin)
            if not is_true(origin.root, "abstract"):
                trees[origin.type] = merged.tree
    names = {origin.type: naming for origin in chosen if (naming := _naming(resolver, origin)) is not None}
    for origin in usable:
        # A project's own type without a pattern for ids does not hide that of the bundled type.
        if origin not in chosen and origin.type not in names and (naming := _naming(resolver, origin)) is not None:
            names[origin.type] = naming
    rulesets: dict[str, RuleSet] = {}
    lacks = resolver.lacks
    for origin in chosen:
        merged = resolver.merged(origin)
        if merged is None:
            continue
        lacks = _check_references(merged.tree, names, collector) or lacks
        if origin.type not in trees or any(collector.has_errors(path) for path in merged.sources):
            continue
        rulesets[origin.type] = with_headings(normalise(read_model(merged.tree), names, merged.sources))
    types = frozenset(origin.type for origin in origins if origin.type and not origin.file.bundled)
    return Loaded(rulesets, collector.result([file.path for file in files]), trees, types, lacks)


def _read(file: RuleFile, collector: Collector, readings: Readings, *, trusted: bool) -> Origin | None:
    """Read and check one file; None where there is nothing to go on with."""
    read = _yaml(file, readings)
    for error in read.errors:
        collector.add(file.path, error.range, error.message, error.help)
    root = read.root
    if root is None:
        if not read.errors:
            collector.add(file.path, Range.at(1), "Empty rule file", "Begin with `speclint: 1` and `type: ...`")
        return None
    if not isinstance(root, YamlMapping):
        collector.at(
            root, f"A rule file must be a mapping, but this is {root.kind}", "Begin with `speclint: 1` and `type: ...`"
        )
        return None
    if not _check_version(root, collector):
        return None
    root = written_out(root)
    unread = {error.range for error in read.errors}
    for shape_error in validate(root, trusted=trusted):
        collector.shake(shape_error.holder)
        # A value that could not be read (an alias of nothing) was not left out by the author.
        if shape_error.node.range not in unread:
            place = shape_error.range
            if shape_error.place is not None:
                place = character_range(file.text, shape_error.node, shape_error.place) or place
            collector.add(file.path, place, shape_error.message, shape_error.help)
    check_structure(root, collector)
    return Origin(file, root, text(root, "type"))


def _yaml(file: RuleFile, readings: Readings) -> YamlResult:
    """The YAML of a file, from memory if it exists."""
    if file.path in readings.known:
        with suppress(ValueError):
            return YamlResult(from_data(readings.known[file.path]), ())
    read = read_yaml(file.path, file.text)
    if read.root is not None and not read.errors:
        readings.learned[file.path] = read.root.to_data()
    return read


def _check_version(root: YamlMapping, collector: Collector) -> bool:
    """Whether the file is in the supported version; of one that is not, nothing else is reported."""
    understood = f"Supported: version {VERSION}"
    version = root.entry("speclint")
    if version is None:
        if closest("speclint", [entry.key.text for entry in root.entries]) is None:
            place = Range(root.range.start, root.range.start)
            message = "Missing version of the rule-set language"
            collector.add(root.source, place, message, f"Add `speclint: {VERSION}` at the top")
        # A file that merely lacks the line is most probably in today's version; what else is wrong is worth knowing.
        return True
    value = scalar(root, "speclint")
    number = value.value if value is not None else None
    if type(number) is int and number > VERSION:
        message = f"Unsupported version {number} of the rule-set language. {understood}"
        collector.at(version.value, message, "Use a newer speclint")
        return False
    if type(number) is not int or number != VERSION:
        shown = f"`{value.text}`" if value is not None else version.value.kind
        message = f"Invalid version {shown} of the rule-set language. {understood}"
        collector.at(version.value, message, f"Write `speclint: {VERSION}`")
    return True


def _one_per_type(origins: list[Origin], collector: Collector) -> list[Origin]:
    """The files whose type no other file of their kind has; of two, the first goes on."""
    first: dict[tuple[str, bool], Origin] = {}
    for origin in origins:
        if not origin.type:
            first[origin.file.path, origin.file.bundled] = origin
            continue
        same = first.setdefault((origin.type, origin.file.bundled), origin)
        if same is not origin:
            node = scalar(origin.root, "type") or origin.root
            message = f"Duplicate type `{origin.type}`: also defined in {same.file.path}"
            place = scalar(same.root, "type") or same.root
            collector.at(node, message, "Rename one of them, or remove it", related(place, "first defined here"))
    return list(first.values())


def _naming(resolver: Resolver, origin: Origin) -> Naming | None:
    merged = resolver.merged(origin)
    return None if merged is None else reference_naming(merged.tree)


def _check_references(root: YamlMapping, names: dict[str, Naming], collector: Collector) -> bool:
    """The form of the ids must be known for each reference. Returns whether one is not."""
    lacks = False
    references = root.get("references")
    for reference in getattr(references, "items", ()):
        to = scalar(reference, "to")
        if to is None or to.text in names or reference.entry("id") is not None:
            continue
        message = f"Unknown id pattern of type `{to.text}`"
        mend = "Add `id` to this reference, such as `id: CMP-{number:3}`"
        collector.at(to, suggesting(message, closest(to.text, names)), mend)
        lacks = True
    return lacks
