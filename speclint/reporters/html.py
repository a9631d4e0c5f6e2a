"""One self-contained page about the specifications of a project: `speclint report`.

Owns: the page. It is readable without scripts, loads nothing from anywhere, and lets no document's text become markup.
Never: scores, lints or finds references.
"""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from typing import TYPE_CHECKING

from speclint.base.values import NamedTuple
from speclint.completeness import summarise
from speclint.reporters.graph_svg import render_svg
from speclint.reporters.markup import escape

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from speclint.base.diagnostics import Diagnostic
    from speclint.base.report import Report
    from speclint.completeness import SpecScore
    from speclint.project.graph import Graph

_STYLE = """
body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:75rem;padding:0 1rem;color:#1c1c1c;background:#fff}
h1{font-size:1.6rem}h2{font-size:1.2rem;margin-top:2.2rem;border-bottom:1px solid #ccc}
table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.3rem .6rem;border-bottom:1px solid #e4e4e4;vertical-align:top}
th button{font:inherit;font-weight:600;border:0;background:none;cursor:pointer;padding:0;text-decoration:underline dotted}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}code{background:#f3f3f3;padding:0 .2rem}
.bar{display:inline-block;width:8rem;height:.7rem;background:#e4e4e4;border-radius:.35rem;overflow:hidden}
.bar i{display:block;height:100%;background:#2a7d46}.below .bar i{background:#b3402e}
.error{color:#b3402e}.warning{color:#8a5a00}.info{color:#2d5d8a}
summary{cursor:pointer}input{font:inherit;padding:.2rem .4rem;width:20rem}[hidden]{display:none}
svg .node rect{fill:#eef3f8;stroke:#5b7c99}svg text{font:12px system-ui,sans-serif}svg .edge{fill:none;stroke:#8a8a8a}
.drawing{overflow:auto;border:1px solid #e4e4e4}
@media (prefers-color-scheme:dark){body{color:#e6e6e6;background:#181818}th,td{border-color:#333}code{background:#2a2a2a}
.bar{background:#333}svg .node rect{fill:#25323d}svg text{fill:#e6e6e6}.error{color:#ff8a75}.warning{color:#e0b050}.info{color:#8ab8e6}}
"""

_SCRIPT = """
"use strict";
const table=document.getElementById("specs"),filter=document.getElementById("filter");
filter.closest("p").hidden=false;
filter.addEventListener("input",()=>{const wanted=filter.value.toLowerCase();
for(const row of table.tBodies[0].rows)row.hidden=!row.textContent.toLowerCase().includes(wanted);});
[...table.tHead.rows[0].cells].forEach((cell,index)=>{const button=document.createElement("button");
button.type="button";button.textContent=cell.textContent;cell.replaceChildren(button);let up=true;
button.addEventListener("click",()=>{const value=row=>row.cells[index].dataset.value??row.cells[index].textContent;
const rows=[...table.tBodies[0].rows].sort((a,b)=>value(a).localeCompare(value(b),undefined,{numeric:true}));
if(!up)rows.reverse();
for(const other of table.tHead.rows[0].cells)other.removeAttribute("aria-sort");
cell.setAttribute("aria-sort",up?"ascending":"descending");up=!up;
table.tBodies[0].append(...rows);});});
"""


class Overview(NamedTuple):
    """Everything that the page shows. `title` names the project, `made` says when (text for the reader)."""

    title: str
    made: str
    report: Report
    scores: Sequence[SpecScore]
    graph: Graph


def render_html(overview: Overview) -> str:
    """The page."""
    digest = base64.b64encode(hashlib.sha256(_SCRIPT.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    title = escape(f"Specifications of {overview.title}" if overview.title else "Specifications")
    body = "\n".join(
        part
        for section in (_summary, _types, _specs, _rules, _references, _findings)
        if (part := "\n".join(section(overview)))
    )
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>{_STYLE}</style>
</head>
<body>
<h1>{title}</h1>
{body}
<script>{_SCRIPT}</script>
</body>
</html>
"""


def _summary(overview: Overview) -> Iterator[str]:
    summary = overview.report.summary
    total = summarise(overview.scores)
    yield (
        f"<p>{total.specs} specifications, {total.percent}% complete; {summary.errors} errors, "
        f"{summary.warnings} warnings; {len(overview.report.skipped)} other files. {escape(overview.made)}</p>"
    )


def _bar(share: int) -> str:
    return f'<span class="bar"><i style="width:{share}%"></i></span> {share}%'


def _types(overview: Overview) -> Iterator[str]:
    rows = summarise(overview.scores).types
    if rows:
        yield '<h2>Types</h2>\n<table><thead><tr><th>Type</th><th class="n">Specifications</th><th>Complete</th></tr></thead><tbody>'
        for type, count, share in rows:
            yield f'<tr><td>{escape(type)}</td><td class="n">{count}</td><td>{_bar(share)}</td></tr>'
        yield "</tbody></table>"


def _specs(overview: Overview) -> Iterator[str]:
    by_path: dict[str, list[Diagnostic]] = {}
    for diagnostic in overview.report.diagnostics:
        by_path.setdefault(diagnostic.path, []).append(diagnostic)
    yield '<h2>Specifications</h2>\n<p hidden><label>Filter <input id="filter" type="search"></label></p>'
    yield (
        '<table id="specs"><thead><tr><th>File</th><th>Type</th><th>Status</th><th>Complete</th>'
        '<th class="n">Errors</th><th class="n">Warnings</th></tr></thead><tbody>'
    )
    for score in overview.scores:
        found = Counter(diagnostic.severity for diagnostic in by_path.get(score.path, ()))
        row = ' class="below"' if score.fails() else ""
        limit = f" (of {score.threshold}%)" if score.threshold else ""
        yield (
            f"<tr{row}><td><code>{escape(score.path)}</code></td><td>{escape(score.spec_type)}</td>"
            f'<td>{escape(score.status or "")}</td><td data-value="{score.percent:03}">{_bar(score.percent)}{limit}'
            f"{_losses(score)}</td>"
            f'<td class="n">{found["error"]}</td><td class="n">{found["warning"]}</td></tr>'
        )
    yield "</tbody></table>"


def _losses(score: SpecScore) -> str:
    losses = [(section, loss) for section in score.sections for loss in section.missing]
    if not losses:
        return ""
    items = "".join(
        f"<li>{escape(' / '.join(section.section) or 'title and metadata')}, line {loss.place.line}: "
        f"{escape(loss.message)} (-{float(loss.share * 100):.1f})</li>"
        for section, loss in losses
    )
    return f"<details><summary>{len(losses)} missing</summary><ul>{items}</ul></details>"


def _rules(overview: Overview) -> Iterator[str]:
    counts = Counter((diagnostic.rule, diagnostic.severity) for diagnostic in overview.report.diagnostics)
    if counts:
        yield '<h2>Findings by rule</h2>\n<table><thead><tr><th>Rule</th><th>Severity</th><th class="n">Findings</th></tr></thead><tbody>'
        for (rule, severity), count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
            yield f'<tr><td>{escape(rule)}</td><td class="{severity}">{severity}</td><td class="n">{count}</td></tr>'
        yield "</tbody></table>"


def _references(overview: Overview) -> Iterator[str]:
    graph = overview.graph
    drawing = render_svg(graph)
    if drawing or graph.dangling:
        yield "<h2>References</h2>"
    if drawing:
        yield f'<div class="drawing">{drawing}</div>'
        names = {node.path: node.name for node in graph.nodes}
        items = "".join(
            f"<li>{escape(names[source])} refers to {escape(names[target])}</li>" for source, target in graph.edges
        )
        yield f"<details><summary>{len(graph.edges)} references as a list</summary><ul>{items}</ul></details>"
    if graph.dangling:
        items = "".join(f"<li><code>{escape(path)}</code>: {escape(id)}</li>" for path, id in graph.dangling)
        yield f"<p>To specifications that do not exist:</p><ul>{items}</ul>"


def _findings(overview: Overview) -> Iterator[str]:
    if not overview.report.diagnostics:
        return
    yield "<h2>Findings</h2>"
    path = None
    for diagnostic in overview.report.diagnostics:
        if diagnostic.path != path:
            if path is not None:
                yield "</ul></details>"
            path = diagnostic.path
            count = sum(1 for each in overview.report.diagnostics if each.path == path)
            yield f"<details><summary><code>{escape(path)}</code> ({count})</summary><ul>"
        line, column = diagnostic.range.start
        yield (
            f'<li>{line}:{column} <span class="{diagnostic.severity}">{diagnostic.severity}</span> '
            f"{escape(diagnostic.message)} <code>{escape(diagnostic.rule)}</code></li>"
        )
    yield "</ul></details>"
