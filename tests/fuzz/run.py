"""Fuzzing: inputs that nobody thought of, given to every interface that takes foreign bytes.

    python tests/fuzz/run.py --seconds 60                 each target for a minute
    python tests/fuzz/run.py --seconds 60 document yaml   only these
    python tests/fuzz/run.py --replay FILE                an input that failed, once more
    python tests/fuzz/run.py --list                       the targets

It prints for each target how many inputs were run, and exits with 1 if one of them made the program crash, broke a
promise, took more than a second of CPU (and one more for each 50 KB), or if the program keeps more and more memory.
What failed is made small and written to `tests/fuzz/found/TARGET/`. Once fixed, it belongs in `tests/fuzz/corpus/TARGET/`,
which the tests run. With the package atheris, branches that an input takes lead to the next one.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from tests.fuzz.target import Target

ROOT = Path(__file__).resolve().parents[2]
sys.path[0] = str(ROOT)  # not the folder of this file, whose modules have names that others may have
FOUND = Path(__file__).resolve().parent / "found"
_TRIES, _TRIES_SLOW = 2000, 30
"""How often an input is tried while it is made small."""
_MOST = 6
"""Faults of a target of which inputs are made small."""
_PATIENCE = 40
"""Seconds of CPU that this may take."""


class Line(NamedTuple):
    """What is printed of a target. `kept`: bytes that an input leaves behind."""

    name: str
    inputs: int
    seconds: float
    worst: float
    crashes: int
    slow: int
    kept: int


def _say(text: str) -> None:
    """Print at once: runs are long."""
    print(text, flush=True)  # noqa: T201 - a script for people


def main(arguments: list[str]) -> int:
    """Run what the command line requests; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("targets", nargs="*", metavar="TARGET", help="targets to run; all unless said")
    parser.add_argument("--seconds", type=float, default=30, help="how long to run each target")
    parser.add_argument(
        "--engine", choices=("auto", "atheris", "lines", "plain"), default="auto", help="how inputs are chosen"
    )
    parser.add_argument("--chance", type=int, default=0, help="a number; another one gives other inputs")
    parser.add_argument("--replay", type=Path, metavar="FILE", help="run one input; its folder names the target")
    parser.add_argument("--list", action="store_true", help="print the targets")
    parser.add_argument("--part", choices=("run", "judge", "memory"), help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args(arguments)
    if asked.part:
        return _part(asked)
    from tests.fuzz.registry import all_targets

    known = all_targets()
    if asked.list:
        for target in known.values():
            _say(f"{target.name:30} {target.about}")
        return 0
    if asked.replay:
        return _replay(asked.replay, asked.targets)
    unknown = [name for name in asked.targets if name not in known]
    if unknown:
        _say(f"no such target: {', '.join(unknown)} (see --list)")
        return 2
    from tests.fuzz.engine import best_engine

    engine = best_engine() if asked.engine == "auto" else asked.engine
    _say(f"engine {engine}, Python {sys.version.split()[0]}, {asked.seconds:g} seconds each")
    _say(f"{'target':28} {'inputs':>9} {'a second':>9} {'worst ms':>9} {'crashes':>8} {'slow':>5} {'B kept':>7}")
    lines = []
    for name in asked.targets or known:
        line = _run(name, engine, asked.seconds, asked.chance)
        lines.append(line)
        _print(line)
    whole = Line("all", sum(line.inputs for line in lines), sum(line.seconds for line in lines), max(line.worst for line in lines),
                 sum(line.crashes for line in lines), sum(line.slow for line in lines), max(line.kept for line in lines))  # fmt: skip
    _print(whole)
    return 1 if whole.crashes or whole.slow or whole.kept else 0


def _print(line: Line) -> None:
    rate = line.inputs / line.seconds if line.seconds else 0
    numbers = f"{line.inputs:9} {rate:9.0f} {line.worst * 1000:9.0f} {line.crashes:8} {line.slow:5} {line.kept:7}"
    _say(f"{line.name:28} {numbers}")


def _run(name: str, engine: str, seconds: float, chance: int) -> Line:
    """Run a target in a process of its own: an engine may end it, and memory is counted separately."""
    with tempfile.TemporaryDirectory(prefix="speclint-fuzz-") as place:
        folder = Path(place)
        _child(name, "run", folder, "--engine", engine, "--seconds", str(seconds), "--chance", str(chance))
        tally = folder / "tally.json"
        said = json.loads(tally.read_text("utf-8")) if tally.exists() else {"inputs": 0, "seconds": 0, "worst": 0}
        _child(name, "judge", folder)
        judged = folder / "judged.json"
        faults = json.loads(judged.read_text("utf-8")) if judged.exists() else ["the target did not come back"]
        if not tally.exists():
            faults.append("the target did not come back")
        for fault in faults:
            _say(f"  {name}: {fault}")
        _child(name, "memory", folder, "--chance", str(chance), "--seconds", str(min(3, seconds / 5)))
        memory = folder / "memory.json"
        kept = json.loads(memory.read_text("utf-8")) if memory.exists() else 0
        slow = sum(fault.startswith("slow") for fault in faults)
        return Line(name, said["inputs"], said["seconds"], said["worst"], len(faults) - slow, slow, kept)


def _child(name: str, part: str, folder: Path, *more: str) -> None:
    command = [sys.executable, str(Path(__file__).resolve()), name, "--part", part, "--folder", str(folder), *more]
    done = subprocess.run(command, check=False, cwd=ROOT, capture_output=True)
    if done.returncode:
        _say(done.stderr.decode("utf-8", "replace")[-2000:])


def _part(asked: argparse.Namespace) -> int:
    """What a process of its own does for one target."""
    (name,) = asked.targets
    if asked.part == "run" and asked.engine == "atheris":
        import atheris

        with atheris.instrument_imports(include=["speclint", "mistune", "ruamel"]):
            from tests.fuzz.registry import all_targets
    else:
        from tests.fuzz.registry import all_targets
    target = all_targets()[name]
    if asked.part == "run":
        from tests.fuzz.engine import run

        run(target, asked.engine, asked.seconds, asked.chance, asked.folder)
    elif asked.part == "judge":
        _judge(name, asked.folder)
    else:
        _measure(name, asked.folder, asked.chance, asked.seconds)
    return 0


def _judge(name: str, folder: Path) -> None:
    """Try what failed once more, unwatched; make it small, and keep it."""
    from tests.fuzz.minimise import minimise
    from tests.fuzz.registry import all_targets
    from tests.fuzz.trial import attempt, warm

    target = all_targets()[name]
    warm(target)
    faults: dict[str, str] = {}
    for path in sorted(folder.glob("*.input")):
        data = path.read_bytes()
        fault = attempt(target, data).fault
        if not fault or fault in faults:
            continue
        if len(faults) < _MOST:
            still = partial(_shows, target, fault, time.process_time() + _PATIENCE)
            data = minimise(data, still, _TRIES_SLOW if fault == "slow" else _TRIES)
        place = FOUND / name / hashlib.sha256(data).hexdigest()[:12]
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
        faults[fault] = f"{fault}\n    python tests/fuzz/run.py --replay {place.relative_to(ROOT)}"
        (folder / "judged.json").write_text(json.dumps(list(faults.values())), encoding="utf-8")
    (folder / "judged.json").write_text(json.dumps(list(faults.values())), encoding="utf-8")


def _shows(target: Target, fault: str, end: float, data: bytes) -> bool:
    """Whether an input shows a fault. Nothing does after the `end`, in seconds of CPU of this process."""
    from tests.fuzz.trial import attempt

    return time.process_time() < end and attempt(target, data).fault == fault


def _measure(name: str, folder: Path, chance: int, seconds: float) -> None:
    """Measure what inputs leave behind."""
    from tests.fuzz.engine import Source
    from tests.fuzz.memory import ALLOWED, kept
    from tests.fuzz.registry import all_targets
    from tests.fuzz.trial import attempt

    target = all_targets()[name]
    source = iter(Source(target, chance))

    def run(count: int) -> None:
        for _ in range(count):
            attempt(target, next(source))

    more = kept(run, seconds)
    (folder / "memory.json").write_text(json.dumps(more if more > ALLOWED else 0), encoding="utf-8")


def _replay(path: Path, names: list[str]) -> int:
    """Run one input. Its folder is named like its target, unless a target is named."""
    from tests.fuzz.registry import all_targets
    from tests.fuzz.trial import attempt, warm

    target = all_targets()[names[0] if names else path.resolve().parent.name]
    warm(target)
    trial = attempt(target, path.read_bytes())
    _say(trial.details or trial.fault or "no fault")
    _say(f"{trial.fault or 'no fault'}, {trial.seconds * 1000:.0f} ms of CPU")
    return 1 if trial.fault else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
