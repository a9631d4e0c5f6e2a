"""The version of the program. It stands below everything, so that every room may name it."""

__version__ = "0.1.0"
