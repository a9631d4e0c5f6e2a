"""The configuration of a project: what it may say, reading it, and folding it into rule sets.

Owns: the keys, their validation with places, precedence over rule sets.
Never: looks for a file (the workspace does), or reads the environment.

`reading` is not imported here: a run with a warm cache does not need it.
"""

from __future__ import annotations

from speclint.config.model import FILE_NAMES, Config, ConfigError, Naming, Threshold
from speclint.config.settings import Settings

__all__ = ["FILE_NAMES", "Config", "ConfigError", "Naming", "Settings", "Threshold"]
