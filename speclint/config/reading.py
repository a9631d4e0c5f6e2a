"""From the text of a configuration to its values, or to all that is wrong in it.

Owns: which keys there are, what each may hold, and the words for what does not fit.
Never: stops at the first error.

The few keys are checked by hand: the library that validates rule sets costs more to load than a whole run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from speclint.base.diagnostics import SEVERITIES
from speclint.base.source import Position
from speclint.base.suggest import did_you_mean
from speclint.checks.rules import RULE_IDS
from speclint.config.model import Config, ConfigError, Naming, PathSettings, Threshold
from speclint.ruleset.name_patterns import id_fault, pattern_fault

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from speclint.formats.yaml import YamlNode

    Key = tuple["str | int", ...]

KEYS = (
    "rule_paths", "types", "exclude", "select", "ignore", "rules", "per_path", "fail_on", "require_type", "require_reasons", "baseline", "external_ids",
    "naming", "completeness",
)  # fmt: skip
RULE_SETTINGS = (*SEVERITIES, "off")
FAIL_ON = (*SEVERITIES, "never")


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
            if key not in KEYS:
                self._refuse((key,), f"Unknown key `{key}`", did_you_mean(str(key), KEYS), at_key=True)
        given: Mapping[str, Any] = {key: value for key, value in data.items() if key in KEYS and value is not None}
        types = self._map(given, "types", self._text)
        return Config(
            self.path,
            rule_paths=self._list(given, "rule_paths", self._text),
            types=types,
            exclude=self._list(given, "exclude", self._pattern),
            select=self._list(given, "select", self._rule),
            ignore=self._list(given, "ignore", self._rule),
            rules=self._map(given, "rules", self._rule_setting),
            fail_on=self._choice(("fail_on",), given.get("fail_on", "error"), FAIL_ON),
            require_type=self._flag(("require_type",), given.get("require_type", False)),
            per_path=self._per_path(given.get("per_path", {})),
            require_reasons=self._flag(("require_reasons",), given.get("require_reasons", False)),
            baseline=self._folder(("baseline",), given["baseline"]) if "baseline" in given else "",
            external_ids=self._list(given, "external_ids", self._text),
            naming=self._naming(given.get("naming", {})),
            completeness=self._threshold(("completeness",), given.get("completeness", {}), ("types",)),
            completeness_types=self._thresholds(given.get("completeness", {})),
            places=self._all_places(given),
            keys=tuple(given),
        )

    def _all_places(self, given: Mapping[str, Any]) -> tuple[tuple[str, int, int], ...]:
        if self.places is None:
            return ()
        found = [(key, *self.places.key((key,))) for key in given]
        for key in ("types", "rule_paths", "naming", "per_path"):
            value = given.get(key)
            if isinstance(value, dict):
                found += [(f"{key}.{name}", *self.places.value((key, name))) for name in value]
            elif isinstance(value, list):
                found += [(f"{key}.{item}", *self.places.value((key, index))) for index, item in enumerate(value)]
        types = given["completeness"].get("types") if isinstance(given.get("completeness"), dict) else None
        for name in types if isinstance(types, dict) else ():
            found.append((f"completeness.{name}", *self.places.key(("completeness", "types", name))))
        return tuple(found)

    def _per_path(self, data: Any) -> tuple[PathSettings, ...]:
        if not self._is_map(("per_path",), data):
            return ()
        found = []
        for pattern, said in data.items():
            key = ("per_path", str(pattern))
            if self._is_map(key, said, ("select", "ignore", "rules", "type")):
                found.append(
                    PathSettings(
                        self._pattern(key, str(pattern)),
                        self._list(said, "select", self._rule, key),
                        self._list(said, "ignore", self._rule, key),
                        self._map(said, "rules", self._rule_setting, key),
                        self._text((*key, "type"), said["type"]) if "type" in said else "",
                    )
                )
        return tuple(found)

    def _naming(self, data: Any) -> tuple[Naming, ...]:
        if not self._is_map(("naming",), data):
            return ()
        return tuple(self._naming_of(str(type), said) for type, said in data.items())

    def _naming_of(self, type: str, said: Any) -> Naming:
        key = ("naming", type)
        if isinstance(said, str):
            return Naming(type, folder=self._folder(key, said))
        if not self._is_map(key, said, ("folder", "file", "id", "other_prefixes")):
            return Naming(type)
        return Naming(
            type,
            self._folder((*key, "folder"), said["folder"]) if "folder" in said else "",
            self._name_pattern((*key, "file"), said["file"]) if "file" in said else "",
            self._name_pattern((*key, "id"), said["id"]) if "id" in said else "",
            self._list(said, "other_prefixes", self._text, key),
        )

    def _folder(self, key: Key, value: Any) -> str:
        text = self._text(key, value).strip("/")
        if "\\" in text or ":" in text or str(value).startswith("/") or ".." in text.split("/"):
            self._refuse(
                key,
                f"`{value}` is not a folder inside the project",
                "Use a path relative to the project root, such as docs/specs/component",
            )
        return text

    def _name_pattern(self, key: Key, value: Any) -> str:
        text = self._text(key, value)
        check = id_fault if key[-1] == "id" else pattern_fault
        fault = check(text) if text else None
        if fault is not None:
            self._refuse(key, *fault)
        return text

    def _thresholds(self, data: Any) -> tuple[tuple[str, Threshold], ...]:
        types = data.get("types", {}) if isinstance(data, dict) else {}
        key: Key = ("completeness", "types")
        if not self._is_map(key, types):
            return ()
        return tuple((str(type), self._threshold((*key, type), said)) for type, said in types.items())

    def _threshold(self, key: Key, data: Any, others: tuple[str, ...] = ()) -> Threshold:
        if not isinstance(data, dict) and len(key) > 1:
            return Threshold(self._percent(key, data))  # `component: 90`
        if not self._is_map(key, data, ("fail_under", "states", *others)):
            return Threshold()
        states = data.get("states", {})
        if not self._is_map((*key, "states"), states):
            states = {}
        return Threshold(
            self._percent((*key, "fail_under"), data["fail_under"]) if "fail_under" in data else None,
            tuple((str(state), self._percent((*key, "states", state), said)) for state, said in states.items()),
        )

    def _percent(self, key: Key, value: Any) -> int:
        if type(value) is int and 0 <= value <= 100:
            return value
        self._refuse(key, "Expected a whole number from 0 to 100")
        return 0

    def _is_map(self, key: Key, data: Any, keys: tuple[str, ...] = ()) -> bool:
        """Whether data is a mapping; keys that are not among `keys`, if any are given, are refused."""
        if not isinstance(data, dict):
            self._refuse(key, f"`{key[-1]}` must be a mapping")
            return False
        for name in data:
            if keys and name not in keys:
                self._refuse((*key, name), f"Unknown key `{name}`", did_you_mean(str(name), keys), at_key=True)
        return True

    def _list(
        self, given: Mapping[str, Any], name: str, read: Callable[[Key, Any], str], inside: Key = ()
    ) -> tuple[str, ...]:
        """A list, or one value on its own. `inside`: the way to the mapping that has it."""
        value = given.get(name, [])
        key = (*inside, name)
        if isinstance(value, str):
            return (read(key, value),)
        if not isinstance(value, list):
            self._refuse(key, f"`{name}` must be a list")
            return ()
        return tuple(read((*key, index), item) for index, item in enumerate(value))

    def _map(
        self, given: Mapping[str, Any], name: str, read: Callable[[Key, Any], str], inside: Key = ()
    ) -> tuple[tuple[str, str], ...]:
        value = given.get(name, {})
        if not isinstance(value, dict):
            self._refuse((*inside, name), f"`{name}` must be a mapping")
            return ()
        return tuple((key, read((*inside, name, key), item)) for key, item in value.items())

    def _text(self, key: Key, value: Any) -> str:
        if isinstance(value, str) and value.strip():
            return value
        self._refuse(key, "Expected text")
        return ""

    def _pattern(self, key: Key, value: Any) -> str:
        text = self._text(key, value)
        if text.startswith("!"):
            self._refuse(key, "A pattern cannot begin with `!`")
        return text

    def _rule(self, key: Key, value: Any) -> str:
        text = self._text(key, value)
        if text and text not in RULE_IDS:
            self._refuse(key, f"Unknown rule `{text}`", did_you_mean(text, RULE_IDS))
        return text

    def _rule_setting(self, key: Key, value: Any) -> str:
        if key[-1] not in RULE_IDS:
            self._refuse(key, f"Unknown rule `{key[-1]}`", did_you_mean(str(key[-1]), RULE_IDS), at_key=True)
        return self._choice(key, value, RULE_SETTINGS)

    def _choice(self, key: Key, value: Any, choices: tuple[str, ...]) -> str:
        if value in choices:
            return str(value)
        # `off` is false in YAML 1.1, and some editors write it so.
        wanted = "off" if value is False and "off" in choices else str(value)
        self._refuse(
            key,
            f"Invalid value `{value}`: expected {', '.join(choices[:-1])} or {choices[-1]}",
            did_you_mean(wanted, choices),
        )
        return choices[0]

    def _flag(self, key: Key, value: Any) -> bool:
        if not isinstance(value, bool):
            self._refuse(key, "Expected true or false")
        return value is True

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
