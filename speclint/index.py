"""Facts from outside a document that judging it needs.

Owns: what is known of other specifications and of code seen before.
Never: looks anything up itself; the workspace fills it.
"""

from __future__ import annotations

from speclint.code import CodeSyntax


class ProjectIndex:
    """The surroundings of a document. An empty index judges the document alone."""

    __slots__ = ("code",)

    def __init__(self, code: CodeSyntax | None = None) -> None:
        self.code = code if code is not None else CodeSyntax()
