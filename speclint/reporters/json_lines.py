"""The format `json-lines`, version 1: one diagnostic a line, for programs that read a stream.

Owns: that no line end is inside a line.
Never: names keys; they are those of the format `json`.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from speclint.base.escapes import json_escaped
from speclint.reporters.json_v1 import diagnostic_data

if TYPE_CHECKING:
    from speclint.base.report import Report
    from speclint.reporters.context import Context


def render(report: Report, context: Context) -> str:
    """Each diagnostic as one JSON object on a line of its own, with the keys that it has in `json`."""
    del context
    # A reader may split lines at more characters than a line feed. Escaped, none of them ends one.
    rows = (json.dumps(diagnostic_data(each), ensure_ascii=False) for each in report.diagnostics)
    return "".join(json_escaped(row) + "\n" for row in rows)
