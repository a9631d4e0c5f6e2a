"""What repetitive documents cost: CPU at 25, 100 and 400 KB for each shape, and which of them cost more than linearly more.

The time is that of `speclint check --type component` beyond the start: reading, judging, remembering, and the report as text; with
--facts, also that of what the rules between documents ask. Each is measured in a process of its own, which is stopped at a
limit. Since a time says something about a machine, each is also given as a ratio: to mistune's block pass over 100 KB of
an ordinary specification, timed right before and after it.

    python tests/bench/shapes.py [SHAPE ...] [--sizes 25,100,400] [--limit SECONDS]
"""

from __future__ import annotations

import argparse
import math
import os
import resource
import runpy
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

GROWTH = 1.25
"""The power of the size with which a time may grow: 1 is linear, and a little more is noise and caches of the machine."""
RATIO = 20
"""How many times the reference 100 KB of any shape may take. The reference takes about 10 ms on an idle machine."""
NOISE = 0.02
"""Seconds under which nothing is said of growth."""


def main() -> int:
    """Measure and print; 1 when a shape is superlinear or too slow."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("shapes", nargs="*", metavar="SHAPE", help="names of shapes, or parts of names")
    parser.add_argument("--sizes", default="25,100,400", help="kilobytes")
    parser.add_argument("--limit", type=int, default=20, help="seconds for one document")
    parser.add_argument("--facts", action="store_true", help="also find what the rules between documents ask")
    options = parser.parse_args()
    shapes: dict[str, Callable[[int], str]] = runpy.run_path(str(ROOT / "tests/linear/shapes.py"))["SHAPES"]
    sizes = [int(each) for each in options.sizes.split(",")]
    chosen = [name for name in shapes if not options.shapes or any(part in name for part in options.shapes)]
    bad = {}
    from speclint.__main__ import collect_seldom

    collect_seldom()  # as the program itself does
    with tempfile.TemporaryDirectory() as folder:
        os.environ["SPECLINT_CACHE_DIR"] = f"{folder}/cache"
        reference = shapes["a large component"](100_000)
        judge(folder, reference, facts=True)  # loads modules and rule sets, and fills the cache
        print(f"{'':42} {'  '.join(f'{size:5} KB' for size in sizes)}  (seconds)  ratio for 100 KB  power")  # noqa: T201 - a script for people
        for name in chosen:
            taken = [measure(folder, shapes[name](size * 1000), reference, options) for size in sizes]
            wrong = report(name, sizes, taken)
            if wrong:
                bad[name] = wrong
    print(f"{len(chosen)} shapes, {len(bad)} of them not as they should be")  # noqa: T201 - as above
    for name, wrong in bad.items():
        print(f"  {name}: {wrong}")  # noqa: T201 - as above
    return int(bool(bad))


def report(name: str, sizes: Sequence[int], taken: Sequence[tuple[float, float]]) -> str:
    """Print a line of seconds and ratios; what is wrong with the shape, or ""."""
    ratios = [ratio for _, ratio in taken]
    # Small documents are mostly noise.
    powers = [
        math.log(later / earlier) / math.log(larger / smaller)
        for smaller, larger, earlier, later, (seconds, _) in zip(
            sizes, sizes[1:], ratios, ratios[1:], taken[1:], strict=False
        )
        if seconds > NOISE and math.isfinite(earlier)
    ]
    power = powers[-1] if powers else 0.0
    ratio = next(
        (ratio for size, ratio in zip(sizes, ratios, strict=True) if size == 100), ratios[-1] * 100 / sizes[-1]
    )
    wrong = [f"power {power:.2f}"] if power > GROWTH else []
    wrong += [f"{ratio:.0f} times the reference"] if ratio > RATIO else []
    shown = "  ".join(f"{seconds:8.3f}" for seconds, _ in taken)
    print(f"{'!' if wrong else '':1} {name:40} {shown} {ratio:27.1f}  {power:5.2f}", flush=True)  # noqa: T201 - as above
    return ", ".join(wrong)


def measure(folder: str, text: str, reference: str, options: argparse.Namespace) -> tuple[float, float]:
    """CPU seconds for one document, and what that is in references; infinite past the limit."""
    best = (math.inf, math.inf)
    for _ in range(3):
        reader, writer = os.pipe()
        child = os.fork()
        if not child:
            resource.setrlimit(resource.RLIMIT_CPU, (options.limit, options.limit + 1))
            before = block_pass(reference)
            seconds = judge(folder, text, facts=options.facts)
            os.write(writer, f"{seconds} {seconds * 2 / (before + block_pass(reference))}".encode())
            os._exit(0)
        os.close(writer)
        with os.fdopen(reader) as answer:
            said = answer.read().split()
        os.waitpid(child, 0)
        if not said:
            break
        best = min(best, (float(said[0]), float(said[1])), key=lambda each: each[1])
        if best[0] > NOISE * 20:
            break
    return best


def block_pass(text: str) -> float:
    """CPU seconds that mistune's own block pass takes."""
    import mistune

    block = mistune.create_markdown(renderer=None).block
    start = time.process_time()
    for _ in range(3):
        state = block.state_cls()
        state.process(text)
        block.parse(state)
    return (time.process_time() - start) / 3


def judge(folder: str, text: str, *, facts: bool) -> float:
    """Check a text as a component, with its facts on request; CPU seconds, without loading the program."""
    from speclint.reporters import render
    from speclint.workspace.files.discovery import STDIN, discover
    from speclint.workspace.run import Options, Workspace

    path = f"{folder}/cmp-001-shape.md"
    workspace = Workspace(folder, os.environ, Options(type="component"))
    project = workspace.projects.of(path)
    workspace.judge.ids(project)  # loads all rule sets
    project.library.ruleset("component")
    targets = discover([STDIN], folder)[0]
    text += f"\n<!-- {time.time_ns()} -->\n"  # no verdict on it is remembered
    start = time.process_time()
    outcome = workspace.check(targets, (path, text.encode()))
    source = next(iter(outcome.sources.values()), None)
    if source is not None and facts:
        workspace.judge.facts(source, path, "cmp-001-shape.md", project)
    render("text", outcome.report)
    return time.process_time() - start


if __name__ == "__main__":
    sys.exit(main())
