"""Facts from outside the text that is judged: what surrounds a document, and what the documents of a project say.

Owns: the values, and looking things up in them.
Never: reads a file or a document; `speclint.engine.facts` finds what a document says, the workspace passes it in.
"""

from __future__ import annotations

from speclint.project.model import DocumentFacts, Link, Place, Reference, SpecId
from speclint.project.project_index import Files, ProjectIndex
from speclint.project.surroundings import FrontMatterEntry, FrontMatterItem, FrontMatterValue, IdPattern, Surroundings

__all__ = [
    "DocumentFacts",
    "Files",
    "FrontMatterEntry",
    "FrontMatterItem",
    "FrontMatterValue",
    "IdPattern",
    "Link",
    "Place",
    "ProjectIndex",
    "Reference",
    "SpecId",
    "Surroundings",
]
