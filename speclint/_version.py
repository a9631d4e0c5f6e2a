"""The version of the program. Every room may import it."""

__version__ = "0.2.0"
