"""How complete a document is, by what its rule set expects.

Owns: the score: deterministic, weighted, with a requirement and a place for every point that is lost.
Never: reads files or prints. The findings of the linter decide here too.
"""

from __future__ import annotations

from speclint.completeness.model import Loss, SectionScore, SpecScore, percent
from speclint.completeness.scoring import score
from speclint.completeness.summary import Summary, summarise
from speclint.completeness.thresholds import threshold

__all__ = ["Loss", "SectionScore", "SpecScore", "Summary", "percent", "score", "summarise", "threshold"]
