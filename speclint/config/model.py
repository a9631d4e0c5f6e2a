"""The values of a configuration, and its form for the cache.

Owns: defaults, and what a missing key means.
Never: validates.
"""

from __future__ import annotations

from typing import Any

from speclint.base.codec import encode, remembered
from speclint.base.globs import holds
from speclint.base.source import Position
from speclint.base.values import NamedTuple

FILE_NAMES = (".speclint.yaml", ".speclint.yml")
"""Names of a configuration file of its own. Beside them, `pyproject.toml` with a table `[tool.speclint]`."""


BASELINE_FILE = ".speclint-baseline"
"""Name of the file of known findings, where the configuration names no other."""


class ConfigError(NamedTuple):
    """Something wrong in a configuration. `position` is None where the format gives none; `key` names it then."""

    path: str
    position: Position | None
    key: str
    message: str
    help: str = ""


class Naming(NamedTuple):
    """How a project names the documents of one type, where the rule set does not say it. "" for what it leaves open."""

    type: str
    folder: str = ""
    file: str = ""
    id: str = ""
    other_prefixes: tuple[str, ...] = ()


class Threshold(NamedTuple):
    """The least completeness in percent, and by value of the status field. None: not set."""

    fail_under: int | None = None
    states: tuple[tuple[str, int], ...] = ()


class PathSettings(NamedTuple):
    """The settings for the files of one path pattern, over those for all files. `type` "": not set."""

    pattern: str
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    rules: tuple[tuple[str, str], ...] = ()
    type: str = ""


class Config(NamedTuple):
    """What a project sets. The defaults are those of a project without a configuration."""

    path: str = ""
    """The file, as the user sees it; "" for the defaults."""
    rule_paths: tuple[str, ...] = ()
    """Rule files and folders of them, relative to the configuration's folder."""
    types: tuple[tuple[str, str], ...] = ()
    """Types by path pattern."""
    exclude: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    """The only rules that run; empty: all."""
    ignore: tuple[str, ...] = ()
    rules: tuple[tuple[str, str], ...] = ()
    """Severity by rule id, or "off"."""
    fail_on: str = "error"
    require_type: bool = False
    per_path: tuple[PathSettings, ...] = ()
    """A later entry counts over an earlier one."""
    require_reasons: bool = False
    """Whether a comment that silences a finding must say why."""
    baseline: str = ""
    """The file of known findings, relative to the project; "" for the usual one, if it exists."""
    external_ids: tuple[str, ...] = ()
    """Globs of ids of specifications that live elsewhere."""
    naming: tuple[Naming, ...] = ()
    completeness: Threshold = Threshold()
    """For documents of every type."""
    completeness_types: tuple[tuple[str, Threshold], ...] = ()
    """For documents of one type; these come first."""
    places: tuple[tuple[str, int, int], ...] = ()
    """Line and column of each key that is set, and of each entry of `types` and `rule_paths` ("types.docs/**")."""
    keys: tuple[str, ...] = ()
    """The top-level keys that are set."""

    def at(self, path: str) -> Config:
        """The settings for a file, by its path relative to the project: these, with those of its patterns."""
        config = self
        for said in self.per_path:
            if holds(said.pattern, path):
                config = config._replace(
                    select=said.select or config.select,
                    ignore=(*config.ignore, *said.ignore),
                    rules=tuple({**dict(config.rules), **dict(said.rules)}.items()),
                )
        return config

    def types_for(self, path: str) -> tuple[tuple[str, str], ...]:
        """Types by path pattern, as they are set for a file: what `per_path` says comes first, the later over the earlier."""
        said = [(each.pattern, each.type) for each in self.per_path if each.type and holds(each.pattern, path)]
        return tuple(said[-1:]) or self.types

    def position(self, key: str) -> Position | None:
        """Where a key is set."""
        return next((Position(line, column) for name, line, column in self.places if name == key), None)

    def error(self, key: str, message: str, help: str = "") -> ConfigError:
        """An error about a key that only shows later, such as a type that no rule set has."""
        return ConfigError(self.path, self.position(key), key, message, help)


def to_data(config: Config) -> list[Any]:
    """Its form in the cache, without the path: the same text may be in several places."""
    data: list[Any] = encode(config)
    return data[1:]


def from_data(data: Any, path: str) -> Config | None:
    """A configuration from its data; None for data of another shape."""
    return remembered(Config, [path, *data]) if isinstance(data, list) else None
