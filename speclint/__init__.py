"""speclint: the linter for specifications."""

__version__ = "0.1.0"
