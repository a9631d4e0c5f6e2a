"""From the text of a configuration to its values, or to all that is wrong in it.

Owns: reading the files, and the places of keys and errors.
Never: stops at the first error, or knows a key: `table` has them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from speclint.base.source import Position
from speclint.base.suggest import did_you_mean
from speclint.config.model import Config, ConfigError
from speclint.config.table import SETTINGS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from speclint.config.shapes import Key
    from speclint.formats.yaml import YamlNode


def read_yaml_config(path: str, text: str) -> tuple[Config, tuple[ConfigError, ...]]:
    """The values of a `.speclint.yaml` and its errors, in the order of their places."""
    from speclint.formats.yaml import read_yaml  # loads the YAML library

    result = read_yaml(path, text)
    errors = [ConfigError(path, error.range.start, "", error.message, error.help) for error in result.errors]
    if result.root is None:
        return Config(path), tuple(errors)
    reading = _Reading(path, _Places(result.root))
    config = reading.config(result.root.to_python())
    return config, tuple(sorted([*errors, *reading.errors], key=lambda error: error.position or Position(1, 1)))


def read_pyproject(path: str, text: str) -> tuple[Config | None, tuple[ConfigError, ...]]:
    """The values of `[tool.speclint]` in a `pyproject.toml`; None where there is no such table."""
    from speclint.formats.toml import read_toml  # loads the TOML library

    data, error = read_toml(text)
    if error is not None:
        return Config(path), (ConfigError(path, error.position, "", error.message),)
    tool = data.get("tool")
    if not isinstance(tool, dict) or "speclint" not in tool:
        return None, ()
    reading = _Reading(path, None)
    return reading.config(tool["speclint"]), tuple(reading.errors)


class _Places:
    """Where the keys and values of a YAML file are."""

    def __init__(self, root: YamlNode) -> None:
        self.root = root

    def key(self, key: Key) -> Position:
        return self.root.key_range(key).start

    def value(self, key: Key) -> Position:
        return self.root.find(key).range.start


class _Reading:
    """One reading of plain data. `places` is None for TOML, whose library gives none."""

    def __init__(self, path: str, places: _Places | None) -> None:
        self.path = path
        self.places = places
        self.errors: list[ConfigError] = []

    def config(self, data: Any) -> Config:
        if not isinstance(data, dict):
            self._refuse((), "The configuration must be a mapping")
            return Config(self.path)
        for key in data:
            if key not in SETTINGS:
                self._refuse((key,), f"Unknown key `{key}`", did_you_mean(str(key), SETTINGS), at_key=True)
        given = {key: value for key, value in data.items() if key in SETTINGS and value is not None}
        values: dict[str, Any] = {}
        for key, setting in SETTINGS.items():
            if key in given:
                value = setting.shape.read(self._refuse, (key,), given[key])
                values.update(zip(setting.members or (key,), value if setting.members else (value,), strict=True))
        return Config(self.path, **values, places=self._all_places(given), keys=tuple(given))

    def _all_places(self, given: Mapping[str, Any]) -> tuple[tuple[str, int, int], ...]:
        """Where each key is set, and each entry that can be at fault later."""
        if self.places is None:
            return ()
        found = [(key, *self.places.key((key,))) for key in given]
        for key, setting in SETTINGS.items():
            if key not in given or setting.entries is None:
                continue
            value = given[key]
            for part in setting.entries:
                value = value.get(part) if isinstance(value, dict) else None
            way: Key = (key, *setting.entries)
            if isinstance(value, dict):
                place_of = self.places.key if setting.entries else self.places.value
                found += [(f"{key}.{name}", *place_of((*way, name))) for name in value]
            elif isinstance(value, list):
                found += [(f"{key}.{item}", *self.places.value((*way, index))) for index, item in enumerate(value)]
        return tuple(found)

    def _refuse(self, key: Key, message: str, help: str = "", *, at_key: bool = False) -> None:
        position = None
        if self.places is not None:
            position = self.places.key(key) if at_key else self.places.value(key)
        name = "tool.speclint" if self.places is None else ""
        for part in key:
            name += f"[{part}]" if isinstance(part, int) else f".{part}" if name else part
        self.errors.append(ConfigError(self.path, position, name, _on_one_line(message), _on_one_line(help)))


def _on_one_line(text: str) -> str:
    """A message that may quote a value of several lines."""
    return " ".join(text.split()) if "\n" in text or "\r" in text else text
