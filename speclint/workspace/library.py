"""The rule sets of a project: bundled ones and its own, from the rule files or from the cache.

Owns: reading rule files, deciding when the cache answers, decoding only what is requested.
Never: judges a rule file; `speclint.language` does.
"""

from __future__ import annotations

import os
import re
from functools import partial
from typing import TYPE_CHECKING, Any

from speclint.base.codec import encode, remembered
from speclint.base.source import MAX_BYTES, SourceError, SourceFile
from speclint.engine.detection import TypeEntry
from speclint.workspace import cache_forms as forms
from speclint.workspace.bundled import bundled_folder
from speclint.workspace.compiled import compiled
from speclint.workspace.files.bounds import bounds_of
from speclint.workspace.files.discovery import SKIPPED_FOLDERS
from speclint.workspace.files.paths import Failure, SpecialFileError, open_file, shown, words
from speclint.workspace.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from speclint.base.diagnostics import Diagnostic
    from speclint.config import Config, Naming
    from speclint.formats.yaml import YamlNode
    from speclint.language import Loaded
    from speclint.ruleset import RuleSet
    from speclint.workspace.files.bounds import Bounds

    Origin = Callable[[str, Sequence[str | int]], tuple[str, int, int] | None]

_ABSTRACT = r"^abstract:[ \t]*true\b"
_MARK = r"^(?:speclint|\"speclint\"|'speclint')[ \t]*:"
EXAMPLES = "examples"
"""Beside rule files: the folder of the documents that test them."""

RULE_SUFFIXES = (".yaml", ".yml")

ALLOW = "If you trust it, allow it with --allow-path or SPECLINT_ALLOW_PATHS"

_SHIPPED = "compiled"
"""In the cache in place of a rule set that comes with the program as it is."""
_MOST_SEEN = 20_000
"""Files and folders of a folder of rule files. More are a mistake, such as a folder of data."""
_MOST_CHARACTERS = 4 * 1024 * 1024
"""Of all rule files in one folder."""


class Library:
    """Rule sets by type. `diagnostics` are what is wrong in the rule files; `failures`, files that cannot be read."""

    def __init__(self, types: tuple[TypeEntry, ...]) -> None:
        self.types = types
        self.diagnostics: tuple[Diagnostic, ...] = ()
        self.advice: tuple[Diagnostic, ...] = ()
        """What the authors of rule files should add for their readers; only known after `load_with`."""
        self.failures: list[Failure] = []
        self.identity = ""
        """Stands for the contents of all rule files; "" where something is wrong in them."""
        self.read = ""
        """Stands for all that was read, right or wrong."""
        self.texts: dict[str, str] = {}
        """The rule files' texts by path, for showing where a diagnostic points."""
        self.origin: Origin | None = None
        """Where a value of a type's rule set was written, see `speclint.language.origin`; only known after `load_with`."""

    @property
    def broken(self) -> bool:
        """Whether a type with a rule set may be missing here."""
        return bool(self.failures) or any(diagnostic.severity == "error" for diagnostic in self.diagnostics)

    def first_fault(self) -> str:
        """The place of the first thing that keeps a rule set from being there; "" where nothing does, or it has no place."""
        if self.failures:
            return self.failures[0].place
        found = next((each for each in self.diagnostics if each.severity == "error"), None)
        return f"{found.path}:{found.range.start.line}" if found is not None else ""

    def names(self) -> set[str]:
        """All types."""
        return {entry.type for entry in self.types}

    def ruleset(self, type: str) -> RuleSet | None:
        """The rule set of a type, or None."""
        raise NotImplementedError


class _Loaded(Library):
    """Rule sets in memory."""

    def __init__(self, rulesets: Mapping[str, RuleSet]) -> None:
        super().__init__(tuple(_entry(ruleset) for ruleset in rulesets.values()))
        self._rulesets = rulesets

    def ruleset(self, type: str) -> RuleSet | None:
        return self._rulesets.get(type)


class _Joined(Library):
    """Rule sets in memory, after those of another library."""

    def __init__(self, rest: Library, rulesets: Mapping[str, RuleSet]) -> None:
        super().__init__((*rest.types, *(_entry(ruleset) for ruleset in rulesets.values())))
        self.rest = rest
        self.added = rulesets

    def ruleset(self, type: str) -> RuleSet | None:
        return self.added.get(type) or self.rest.ruleset(type)


class _Kept(Library):
    """Rule sets that were loaded before, decoded one by one. `reload` is the way out where one is damaged."""

    def __init__(
        self,
        types: tuple[TypeEntry, ...],
        identity: str,
        read: Callable[[str], RuleSet | None],
        reload: Callable[[], Library],
    ) -> None:
        super().__init__(types)
        self.identity = identity
        self._read = read
        self._reload = reload
        self._decoded: dict[str, RuleSet | None] = {}
        self._loaded: Library | None = None

    def ruleset(self, type: str) -> RuleSet | None:
        if type not in self._decoded:
            self._decoded[type] = self._found(type) if type in self.names() else None
        return self._decoded[type]

    def _found(self, type: str) -> RuleSet | None:
        ruleset = self._read(type)
        if ruleset is not None and ruleset.type == type:
            return ruleset
        if self._loaded is None:
            self._loaded = self._reload()
        return self._loaded.ruleset(type)


RuleText = tuple[str, str, bool]
"""A rule file: path as shown, text, whether bundled."""


def open_library(config: Config, config_folder: str, cwd: str, store: Store, allowed: Sequence[str] = ()) -> Library:
    """The rule sets that a configuration leads to. `config_folder` is what its `rule_paths` are relative to.

    `allowed`: absolute paths of folders outside of the project that the user lets it read.
    """
    failures: list[Failure] = []
    folder, files = _found(config, config_folder, cwd, failures, allowed)
    library = _of(files, folder, store)
    library.failures = failures
    library.read = folder
    if failures:
        library.identity = ""
    return library


def is_current(library: Library, config: Config, config_folder: str, cwd: str, allowed: Sequence[str] = ()) -> bool:
    """Whether the rule files that a configuration leads to are still those that a library was made of."""
    failures: list[Failure] = []
    found = _found(config, config_folder, cwd, failures, allowed)[0]
    return found == library.read and failures == library.failures


def _found(
    config: Config, config_folder: str, cwd: str, failures: list[Failure], allowed: Sequence[str]
) -> tuple[str, list[RuleText]]:
    """The rule files that a configuration leads to, and the name of their place in the cache, which stands for them."""
    files = all_rule_files(config, config_folder, cwd, failures, allowed)
    return forms.library_folder(files), files


def all_rule_files(
    config: Config, config_folder: str, cwd: str, failures: list[Failure], allowed: Sequence[str] = ()
) -> list[RuleText]:
    """The bundled rule files and those of a configuration. `allowed` as for `open_library`."""
    files: list[RuleText] = []
    folder = bundled_folder()
    bounds = bounds_of(config_folder, allowed)
    if folder is None:
        failures.append(Failure("", "the installation is broken: the bundled rule sets are missing"))
    else:
        read_rule_files(folder, cwd, files, failures, bundled=True)
    for path in config.rule_paths:
        absolute = _absolute(config_folder, path)
        found: list[RuleText] = []
        refused: list[Failure] = []
        if bounds.lead_out(absolute):
            refused.append(Failure(f"`{path}`", f"leads out of the project. {ALLOW}"))
        else:
            read_rule_files(absolute, cwd, found, refused, bounds=bounds)
        if not found and not refused:
            refused.append(Failure(shown(absolute, cwd), "has no rule files (*.yaml)"))
        # The place to fix is the configuration that names the path.
        position = config.position(f"rule_paths.{path}") or config.position("rule_paths")
        place = f"{config.path}:{position.line}:{position.column}" if position else config.path
        failures += [Failure(place, f"rule_paths: {each.place}: {each.message}") for each in refused]
        known = {file[0] for file in files}
        files += [file for file in found if file[0] not in known]
    return files + [named for naming in config.naming for named in _named(naming, config, files, failures)]


def _named(naming: Naming, config: Config, files: Sequence[RuleText], failures: list[Failure]) -> Iterator[RuleText]:
    """What a configuration says about names, as the rule file that has it: so everything that reads names follows."""
    defines = re.compile(rf"^type:[ \t]*[\"']?{re.escape(naming.type)}[\"']?[ \t]*(?:#.*)?$", re.MULTILINE)
    own = next((path for path, text, bundled in files if not bundled and defines.search(text)), None)
    position = config.position(f"naming.{naming.type}")
    place = f"{config.path}:{position.line}:{position.column}" if position else config.path
    if own is not None:
        failures.append(Failure(place, f"naming: `{naming.type}` is defined in {own}. Set `naming` there"))
    elif not any(
        bundled and defines.search(text) and not re.search(_ABSTRACT, text, re.MULTILINE) for _, text, bundled in files
    ):
        failures.append(Failure(place, f"naming: unknown type `{naming.type}`"))
    else:
        import json  # only where a configuration names files

        said = {key: value for key, value in naming._asdict().items() if key != "type" and value}
        tree = {"speclint": 1, "type": naming.type, "extends": [naming.type], "naming": said}
        # On that line of the configuration.
        blank = "\n" * (position.line - 1 if position else 0)
        yield f"{config.path} (naming.{naming.type})", blank + json.dumps(tree), False


def rule_places(config: Config, config_folder: str, allowed: Sequence[str] = ()) -> list[str]:
    """The absolute paths of a configuration's rule files and folders of them, without those that may not be read."""
    bounds = bounds_of(config_folder, allowed)
    return [place for path in config.rule_paths if not bounds.lead_out(place := _absolute(config_folder, path))]


def _absolute(config_folder: str, path: str) -> str:
    return os.path.normpath(os.path.join(config_folder, os.path.expanduser(path)))


def merged_tree(
    type: str, config: Config, config_folder: str, cwd: str, allowed: Sequence[str] = ()
) -> YamlNode | None:
    """A type's rule set as YAML with all that it extends; its nodes know where they were written."""
    from speclint.language import RuleFile, load

    files = [RuleFile(*file) for file in all_rule_files(config, config_folder, cwd, [], allowed)]
    return load(files, trusted=[file.path for file in files if file.bundled]).trees.get(type)


def load_with(files: Sequence[RuleText], others: Sequence[RuleText], store: Store | None = None) -> Library:
    """The rule sets of given files among others, always loaded again so that all errors are reported.

    `store` may know the YAML of bundled files.
    """
    from speclint.language import advice, origin

    known = {path for path, _, _ in others}
    checked = {path for path, _, _ in files}
    everything = [*others, *(file for file in files if file[0] not in known)]
    loaded, library = _beside(everything, store, checked) or _loaded(everything, store, "", checked)
    library.origin = partial(origin, loaded)
    if checked:
        library.advice = advice(loaded)
    return library


def is_rule_file(text: str) -> bool:
    """Whether YAML is meant as a rule file: it has the top-level key `speclint`."""
    return re.search(_MARK, text, re.MULTILINE) is not None


def read_rule_files(
    path: str,
    cwd: str,
    files: list[RuleText],
    failures: list[Failure],
    *,
    bundled: bool = False,
    bounds: Bounds | None = None,
) -> None:
    """Add the rule files at a path, a file or a folder of them, without what is hidden in it or what installers fill.

    Links to folders are not followed. `bounds`: out of which a link to a file may not lead; None where the user named the path.
    """
    try:
        if not os.path.isdir(path):
            files.append((shown(path, cwd), read_text(path), bundled))
            return
        seen = size = 0
        for where, folders, names in os.walk(path):
            folders[:] = sorted(each for each in folders if not each.startswith(".") and each not in SKIPPED_FOLDERS)
            seen += len(folders) + len(names)
            for name in sorted(names):
                if name.endswith(RULE_SUFFIXES) and not name.startswith("."):
                    place = os.path.join(where, name)
                    if bounds is not None and os.path.islink(place) and bounds.lead_out(place):
                        why = f"is a symbolic link that leads out of the project. {ALLOW}"
                        failures.append(Failure(shown(place, cwd), why))
                        continue
                    try:
                        text = read_text(place)
                    except SpecialFileError:
                        continue  # it was not named by the user
                    size += len(text)
                    files.append((shown(place, cwd), text, bundled))
            if seen > _MOST_SEEN or size > _MOST_CHARACTERS:
                failures.append(Failure(shown(path, cwd), "has too many files. Use a folder with only rule files"))
                return
    except OSError as error:
        failures.append(Failure(shown(str(error.filename or path), cwd), words(error)))
    except SourceError as error:
        failures.append(Failure(shown(path, cwd), str(error)))


def read_text(path: str) -> str:
    """The text of a rule file. Without its lines, which the hot path has no use for."""
    with open_file(path) as file:
        data = file.read(MAX_BYTES + 1)
    try:
        if len(data) <= MAX_BYTES and b"\0" not in data:
            return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    return SourceFile.from_bytes(path, data).text


def _of(files: Sequence[RuleText], folder: str, store: Store) -> Library:
    types = forms.decode_index(store.read(f"{folder}/index.json"))
    if types is None:
        shipped = compiled(files)
        if shipped is None:
            return _load(files, store, folder)
        # The next run knows by the cache that they are what these rule files say.
        types = shipped.types
        for number in range(len(types)):
            store.write(f"{folder}/{number}.json", forms.encode(_SHIPPED))
        store.write(f"{folder}/index.json", forms.encode_index(types))
        return _Kept(types, folder, shipped.ruleset, lambda: _loaded(files, store, folder)[1])
    return _Kept(types, folder, partial(_stored, files, folder, store, types), lambda: _load(files, store, folder))


def _stored(
    files: Sequence[RuleText], folder: str, store: Store, types: Sequence[TypeEntry], type: str
) -> RuleSet | None:
    """A rule set from the cache; None where it is damaged."""
    from speclint.ruleset import RuleSet  # only if the cache answers

    number = next(number for number, entry in enumerate(types) if entry.type == type)
    data = forms.decode(store.read(f"{folder}/{number}.json"))
    if data == _SHIPPED:
        shipped = compiled([file for file in files if file[2]], known=True)
        return None if shipped is None else shipped.ruleset(type)
    return remembered(RuleSet, data)


def _load(files: Sequence[RuleText], store: Store, folder: str) -> Library:
    return _joined(files, store, folder) or _loaded(files, store, folder)[1]


def _joined(files: Sequence[RuleText], store: Store, folder: str) -> Library | None:
    """The rule sets of the project's own files, beside the bundled ones as they are known. None: see `_beside`."""
    found = _beside(files, store)
    if found is None or found[1].diagnostics:
        return found[1] if found is not None else None
    library, bundled = found[1], [file for file in files if file[2]]
    library.identity = folder
    place = forms.library_folder(bundled)
    shipped = forms.encode(_SHIPPED) if compiled(bundled) is not None else None
    kept = [shipped or store.read(f"{place}/{number}.json") for number in range(len(library.rest.types))]
    if all(kept):
        for number, data in enumerate([*kept, *(forms.encode(encode(each)) for each in library.added.values())]):
            store.write(f"{folder}/{number}.json", data or b"")
        store.write(f"{folder}/index.json", forms.encode_index(library.types))
        # What many projects build on is not to be the oldest.
        store.renew(place)
    return library


def _beside(
    files: Sequence[RuleText], store: Store | None, checked: Collection[str] = ()
) -> tuple[Loaded, _Joined] | None:
    """What own rule files say, loaded with those of the bundled ones that they build on.

    None where that could be anything else than what all files together say. `checked` as for `_loaded`.
    """
    from speclint.workspace.beside import needed, stand_alone  # a run that finds all in the cache does not need it

    bundled = [file for file in files if file[2]]
    own = [file for file in files if not file[2]]
    if not own or not bundled or any(path in checked for path, _, _ in bundled):
        return None
    texts = {path: text for path, text, _ in bundled}
    wanted = needed(texts, [text for _, text, _ in own])
    if len(wanted) == len(bundled):
        return None
    place = forms.library_folder(bundled)
    rest = _of(bundled, place, store or Store(None))
    if rest.identity != place:
        return None
    loaded = _read_and_load([file for file in bundled if file[0] in wanted] + own, bundled, store)
    if not stand_alone(loaded, texts.values()):
        return None
    mine = {path for path, _, _ in own}
    added = {type: ruleset for type, ruleset in loaded.rulesets.items() if ruleset.sources[-1] in mine}
    library = _Joined(rest, added)
    library.diagnostics = tuple(loaded.diagnostics)
    library.texts = {path: text for path, text, _ in files}
    return loaded, library


def _read_and_load(files: Sequence[RuleText], bundled: Sequence[RuleText], store: Store | None) -> Loaded:
    """Load rule files. The YAML of all `bundled` ones is in one place of the cache."""
    from speclint.language import Readings, RuleFile, load  # loads the validation library

    trusted = [path for path, _, _ in bundled]
    place = forms.readings_file(bundled)
    known = forms.decode_readings(store.read(place)) if store is not None else {}
    readings = Readings(known, {})
    loaded = load([RuleFile(*file) for file in files], trusted=trusted, readings=readings)
    fresh = {path: data for path, data in readings.learned.items() if path in trusted}
    if store is not None and fresh:
        store.write(place, forms.encode({**known, **fresh}))
    return loaded


def _loaded(
    files: Sequence[RuleText], store: Store | None, folder: str, checked: Collection[str] = ()
) -> tuple[Loaded, Library]:
    """Load rule files. `checked`: those of which the user wants to know all that is wrong."""
    loaded = _read_and_load(files, [file for file in files if file[2] and file[0] not in checked], store)
    library = _Loaded(loaded.rulesets)
    library.diagnostics = tuple(loaded.diagnostics)
    library.texts = {path: text for path, text, _ in files}
    if folder and not library.diagnostics:
        library.identity = folder
    if store is not None and folder and not library.diagnostics:
        for number, ruleset in enumerate(loaded.rulesets.values()):
            data: Any = encode(ruleset)
            store.write(f"{folder}/{number}.json", forms.encode(data))
        # The index last: if it exists, the rest does.
        store.write(f"{folder}/index.json", forms.encode_index(library.types))
    return loaded, library


def _entry(ruleset: RuleSet) -> TypeEntry:
    return TypeEntry(
        ruleset.type,
        ruleset.title,
        ruleset.applies_to.files,
        ruleset.applies_to.front_matter,
        ruleset.naming.prefixes,
        ruleset.sources,
        ruleset.naming.file_template.partition("{")[2].startswith("number"),
    )
