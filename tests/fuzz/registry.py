"""All fuzz targets, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import documents, formats, laws, messages, remembered, settings, stdin

if TYPE_CHECKING:
    from .target import Target


def all_targets() -> dict[str, Target]:
    """Every target, in the order in which they run."""
    modules = (documents, laws, formats, settings, remembered, stdin, messages)
    return {target.name: target for module in modules for target in module.targets()}
