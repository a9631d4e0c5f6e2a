"""Facts from outside the text that is judged: what surrounds a document, and what the documents of a project say.

Owns: the values, and looking things up in them.
Never: reads a file or a document; `speclint.facts` finds what a document says, the workspace hands it in.
"""

from __future__ import annotations

from speclint.index.model import DocumentFacts, Link, Place, Reference, SpecId
from speclint.index.spec_index import Files, SpecIndex
from speclint.index.surroundings import FrontMatterEntry, FrontMatterValue, IdPattern, ProjectIndex

__all__ = [
    "DocumentFacts",
    "Files",
    "FrontMatterEntry",
    "FrontMatterValue",
    "IdPattern",
    "Link",
    "Place",
    "ProjectIndex",
    "Reference",
    "SpecId",
    "SpecIndex",
]
