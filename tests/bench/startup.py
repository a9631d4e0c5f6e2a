"""How long a hook waits: whole processes, interleaved in one run, as ratios to `import mistune`.

A time says something about a machine, a ratio about the program. The target is at most 1.6 with a warm cache.

    python tests/bench/startup.py [SPEC] [--runs N] [--documents N]

`--documents`: how many others the project has, with which the file is compared.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TARGET = 1.6
SIZE = 13_000
"""Bytes of a usual component specification."""


def main() -> int:
    """Measure and print; 1 when the target is missed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("spec", nargs="?", type=Path, default=None)
    parser.add_argument("--runs", type=int, default=30)
    parser.add_argument("--documents", type=int, default=0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        return measure(_spec(options.spec), Path(folder), options.runs, options.documents)


def measure(text: str, folder: Path, runs: int, documents: int = 0) -> int:
    """Time all cases, one after the other in each round, so that a busy moment meets them all."""
    subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
    spec = folder / "docs" / "specs" / "component" / "cmp-001-bench.md"
    spec.parent.mkdir(parents=True)
    for number in range(documents):
        other = f"{text}\nSee [CMP-{number + 1:03}].\n"
        (spec.parent / f"cmp-{number + 2:03}-other.md").write_text(other, encoding="utf-8")
    # From inside, this is the interpreter of the environment, never a launcher that would be measured too.
    python = sys.executable
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    # Installed programs have their byte code beside them.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    environment["PYTHONPYCACHEPREFIX"] = str(folder / "bytecode")
    check = [python, "-m", "speclint", "check", "-q", str(spec)]
    cases = {
        "bare interpreter": [python, "-c", "pass"],
        "import mistune": [python, "-c", "import mistune"],
        "check, warm": check,
        "check, edited": check,
        "check, first run": check,
        "check, no cache": [*check, "--no-cache"],
    }
    times: dict[str, list[float]] = {name: [] for name in cases}
    for number in range(-3, runs):  # the first rounds warm up caches and byte code
        for name, command in cases.items():
            spec.write_text(text if name != "check, edited" else f"{text}\nRound {number}.\n", encoding="utf-8")
            cache = folder / (f"cache-{number}" if name == "check, first run" else "cache")
            there = {**environment, "SPECLINT_CACHE_DIR": str(cache)}
            start = time.perf_counter()
            done = subprocess.run(command, env=there, cwd=folder, capture_output=True, check=False)
            taken = time.perf_counter() - start
            if done.returncode == 2:
                sys.stderr.write(done.stderr.decode())
                return 2
            if number >= 0:
                times[name].append(taken)
    base = statistics.median(times["import mistune"])
    for name, all_taken in times.items():
        median = statistics.median(all_taken)
        print(f"{name:18} {median * 1000:7.1f} ms  {median / base:5.2f}")  # noqa: T201 - a script for people
    return int(statistics.median(times["check, warm"]) / base > TARGET)


def _spec(path: Path | None) -> str:
    """The text to lint, brought to the usual size by repeating its last lines."""
    if path is None:
        path = ROOT / "docs" / "specs" / "component" / "cmp-001-export-service.md"
    text = path.read_text(encoding="utf-8")
    while len(text.encode()) < SIZE:
        text += "\nThe export service keeps no state of its own between two jobs, and starts in any order.\n"
    return text


if __name__ == "__main__":
    sys.exit(main())
