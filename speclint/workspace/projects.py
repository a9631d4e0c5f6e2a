"""Which project a file belongs to: its root, its configuration, its rule sets.

Owns: finding the configuration that is nearest to a file, and the folder that paths are relative to.
Never: takes the working directory for the project where the file says better.

The root is the folder of the configuration file, else the root of the git work tree, else unknown. With an unknown
root, patterns of rule sets may match at any depth: then it makes no difference from where the program is called.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from speclint.base.digest import digest
from speclint.base.globs import holds
from speclint.base.source import SourceError
from speclint.config import FILE_NAMES, Config, ConfigError
from speclint.config.model import from_data, to_data
from speclint.workspace.files.bounds import bounds_of
from speclint.workspace.files.paths import Failure, below, shown, words
from speclint.workspace.library import (
    ALLOW,
    EXAMPLES,
    RULE_SUFFIXES,
    Library,
    is_current,
    open_library,
    read_text,
    rule_places,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speclint.workspace.store import Memory, Store

_PYPROJECT = "pyproject.toml"


class Project:
    """A root, a configuration and the rule sets. With `failures`, none of its documents can be linted."""

    def __init__(self, root: str | None, config: Config, config_folder: str, allowed: tuple[str, ...] = ()) -> None:
        self.root = root
        self.allowed = allowed
        """Absolute paths of folders outside that the user lets it read."""
        self.config = config
        self.config_folder = config_folder
        self.failures: list[Failure] = []
        self.said: tuple[object, ...] = ()
        """What its configuration says, word for word, or why it cannot be read."""

        self.library = Library(())

    def excluded(self, path: str) -> str | None:
        """The reason why the configuration leaves a file out, by its absolute path; None if it does not."""
        relative = self.relative(path)[0]
        for pattern in self.config.exclude:
            if holds(pattern, relative):
                return f"is excluded by `{pattern}` in {self.config.path}"
        for rule_path in self.config.rule_paths:
            place = os.path.normpath(os.path.join(self.config_folder, rule_path))
            folder = os.path.dirname(place) if place.endswith(RULE_SUFFIXES) else place
            if path.startswith(os.path.join(folder, EXAMPLES) + os.sep):
                return "is an example that tests a rule set"
        return None

    def relative(self, path: str) -> tuple[str, bool]:
        """How patterns see an absolute path, and whether that is relative to the root."""
        if self.root is not None:
            inside = below(path, self.root)
            if inside is not None:
                return inside, True
        return os.path.splitdrive(path)[1].replace(os.sep, "/").lstrip("/"), False


class Projects:
    """Finds projects, each once. `config_file` is what `--config` names: the configuration of all files.

    `allowed`: absolute paths of folders outside of a project that the user lets it read.
    """

    def __init__(
        self, cwd: str, store: Store, facts: Memory, config_file: str | None = None, allowed: Sequence[str] = ()
    ) -> None:
        self._cwd = cwd
        self._allowed = tuple(allowed)
        self._store = store
        self._memory = facts
        self._learned: dict[str, object] = {}
        self._fixed = None if config_file is None else os.path.normpath(os.path.join(cwd, config_file))
        self._by_folder: dict[str, tuple[str | None, str | None]] = {}
        self._by_place: dict[tuple[str | None, str | None], Project] = {}

    def of(self, path: str) -> Project:
        """The project of an absolute path of a file."""
        top, config_path = self._look(os.path.dirname(path))
        if self._fixed is not None:
            config_path = self._fixed
            # A shared configuration from elsewhere means the project's paths, not those next to it.
            if below(path, os.path.dirname(self._fixed)) is not None:
                top = os.path.dirname(self._fixed)
        elif config_path is not None:
            top = os.path.dirname(config_path)
        place = (top, config_path)
        if place not in self._by_place:
            self._by_place[place] = self._open(top, config_path)
        return self._by_place[place]

    def all(self) -> list[Project]:
        """All projects that were found so far."""
        return list(self._by_place.values())

    def places(self) -> Iterator[str]:
        """The absolute paths of all that decides which project a file belongs to, and what it says. Some do not exist."""
        for folder in self._by_folder:
            for name in (*FILE_NAMES, _PYPROJECT, ".git"):
                yield os.path.join(folder, name)
        if self._fixed is not None:
            yield self._fixed
        for project in self.all():
            for path in rule_places(project.config, project.config_folder, project.allowed):
                yield path
                for where, _, names in os.walk(path):
                    yield where
                    for name in names:
                        yield os.path.join(where, name)

    def is_current(self) -> bool:
        """Whether all that was read from configurations and rule files is still what they say."""
        now = Projects(self._cwd, self._store, self._memory, self._fixed, self._allowed)
        if any(now._look(folder) != found for folder, found in self._by_folder.items()):
            return False
        for (root, path), project in self._by_place.items():
            if now._configured(root, path).said != project.said:
                return False
            is_read = bool(project.library.read)
            if is_read and not is_current(
                project.library, project.config, project.config_folder, self._cwd, self._allowed
            ):
                return False
        return True

    def above(self, root: str) -> str:
        """The way from the root of the git work tree to a project's root below it; "" where they are the same, or unknown."""
        here = root
        while not os.path.exists(os.path.join(here, ".git")):
            parent = os.path.dirname(here)
            if parent == here:
                return ""
            here = parent
        return below(root, here) or ""

    def learned(self) -> dict[str, object]:
        """Facts for the cache."""
        return self._learned

    def _look(self, folder: str) -> tuple[str | None, str | None]:
        """The root of the git work tree and the nearest configuration file, going up from a folder."""
        passed = []
        found: tuple[str | None, str | None] = (None, None)
        here = folder
        while True:
            if here in self._by_folder:
                found = self._by_folder[here]
                break
            passed.append(here)
            config = None if self._fixed is not None else self._config_in(here)
            top = here if os.path.exists(os.path.join(here, ".git")) else None
            if config is not None or top is not None:
                found = (top, config)
                break
            parent = os.path.dirname(here)
            if parent == here:
                break
            here = parent
        for each in passed:
            self._by_folder[each] = found
        return found

    def _config_in(self, folder: str) -> str | None:
        for name in FILE_NAMES:
            path = os.path.join(folder, name)
            if os.path.isfile(path):
                return path
        path = os.path.join(folder, _PYPROJECT)
        return path if os.path.isfile(path) and self._has_table(path) else None

    def _has_table(self, path: str) -> bool:
        """Whether a pyproject.toml configures this program. One that cannot be read belongs to other tools' worries."""
        try:
            text = "" if self._leads_out(path) else read_text(path)
        except (OSError, SourceError):
            return False
        return "speclint" in text and self._read(path, text)[0] is not None

    def _leads_out(self, path: str) -> bool:
        """Whether a file that the repository brings along stands for one elsewhere."""
        return os.path.islink(path) and bounds_of(os.path.dirname(path), self._allowed).lead_out(path)

    def _text(self, path: str) -> str:
        if path != self._fixed and self._leads_out(path):
            raise SourceError(f"is a symbolic link that leads out of the project. {ALLOW}")
        return read_text(path)

    def _open(self, root: str | None, path: str | None) -> Project:
        project = self._configured(root, path)
        if not project.failures:
            project.library = open_library(project.config, project.config_folder, self._cwd, self._store, self._allowed)
            project.failures = _unknown_types(project)
        return project

    def _configured(self, root: str | None, path: str | None) -> Project:
        """A project without its rule sets."""
        if path is None:
            project = Project(root, Config(), root or self._cwd, self._allowed)
        else:
            config: Config | None = None
            display = shown(path, self._cwd)
            errors: tuple[ConfigError, ...] = ()
            failures: list[Failure] = []
            text = ""
            try:
                text = self._text(path)
                config, errors = self._read(path, text)
            except OSError as error:
                failures.append(Failure(display, words(error)))
            except SourceError as error:
                failures.append(Failure(display, str(error)))
            if config is None and not failures:
                failures.append(Failure(display, "has no table [tool.speclint]"))
            twin = os.path.join(os.path.dirname(path), FILE_NAMES[1])
            if os.path.basename(path) == FILE_NAMES[0] and os.path.isfile(twin):
                failures.append(Failure(display, f"conflicts with {shown(twin, self._cwd)}. Keep one of the two"))
            project = Project(root, config or Config(display), os.path.dirname(path), self._allowed)
            project.failures = [*failures, *map(config_failure, errors)]
            project.said = (text, *failures)
        return project

    def _read(self, path: str, text: str) -> tuple[Config | None, tuple[ConfigError, ...]]:
        display = shown(path, self._cwd)
        is_toml = path.endswith(".toml")
        key = f"config-{'toml' if is_toml else 'yaml'}:{digest(text)}"
        known = self._learned.get(key) or self._memory.get(key)
        config = from_data(known, display)
        if config is not None:
            return config, ()
        if known == "none":
            return None, ()
        from speclint.config.reading import read_pyproject, read_yaml_config  # only if it changed

        config, errors = (read_pyproject if is_toml else read_yaml_config)(display, text)
        if not errors:
            self._learned[key] = "none" if config is None else to_data(config)
        return config, errors


def config_failure(error: ConfigError) -> Failure:
    """A configuration's error as a line for the user."""
    place = error.path
    message = error.message
    if error.position is not None:
        place += f":{error.position.line}:{error.position.column}"
    elif error.key:
        message = f"{error.key}: {message}"
    return Failure(place, f"{message}. {error.help}" if error.help else message)


def _unknown_types(project: Project) -> list[Failure]:
    """Types that the configuration names and no rule set has. Where rule files are broken, those are the cause."""
    config, known = project.config, project.library.names()
    named = [(f"types.{pattern}", type) for pattern, type in config.types]
    named += [(f"per_path.{said.pattern}", said.type) for said in config.per_path if said.type]
    named += [(f"completeness.{type}", type) for type, _ in config.completeness_types]
    if project.library.broken or all(type in known for _, type in named):
        return []
    from speclint.base.suggest import did_you_mean  # only for mistakes

    return [
        config_failure(config.error(key, f"Unknown type `{type}`", did_you_mean(type, known)))
        for key, type in named
        if type not in known
    ]
