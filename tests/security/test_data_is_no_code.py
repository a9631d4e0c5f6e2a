"""What a repository holds as data stays data: no tag of YAML makes an object, and nothing is fetched from elsewhere."""

from __future__ import annotations

import socket
import urllib.request
from typing import TYPE_CHECKING, Any

import pytest

from speclint.cli.main import run

from .hostile import NOTE, RULES, write

if TYPE_CHECKING:
    from pathlib import Path

TAGS = (
    '!!python/object/apply:os.system ["touch {mark}"]',
    "!!python/object/apply:subprocess.check_output [[touch, {mark}]]",
    "!!python/name:os.system",
    "!<tag:yaml.org,2002:python/object/apply:os.system> ['touch {mark}']",
    "!!python/object/new:os.system ['touch {mark}']",
)
SCHEMA = """
      - code: {language: json, schema: {"$ref": "%s"}}
"""


@pytest.fixture(autouse=True)
def _at_work(tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SPECLINT_CACHE_DIR", str(cache))
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")


def test_no_tag_of_yaml_makes_an_object(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mark, work = tmp_path / "mark", tmp_path / "work"
    values = [tag.format(mark=mark) for tag in TAGS]
    write(work / ".speclint.yaml", "rule_paths: [rules]\n")
    write(work / "rules" / "note.yaml", RULES)
    for number, value in enumerate(values):
        text = f"---\nStatus: {value}\n---\n{NOTE}\n```yaml\na: {value}\n```\n"
        write(work / "docs" / f"nt-00{number}-tag.md", text)
    for line in (["check"], ["check", "--fix", "--unsafe-fixes"], ["completeness"], ["graph"]):
        run(line)
    for number, value in enumerate(values):
        write(work / "rules" / f"described-{number}.yaml", RULES + f"description: {value}\n")
        write(work / "rules" / f"tag-{number}.yaml", f"{value}\n")
    assert run(["rules", "check", "rules"]) == 1
    for value in values:
        write(work / ".speclint.yaml", f"rule_paths: [rules]\nexclude: {value}\n")
        assert run(["check"]) == 2
    assert "internal error" not in capsys.readouterr().err
    assert not mark.exists()


@pytest.mark.parametrize("address", ["http://127.0.0.1:9/s.json", "file://{mark}"])
def test_no_json_schema_is_fetched_from_elsewhere(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[Any] = []

    def refuse(*arguments: Any, **_: Any) -> None:
        asked.append(arguments)
        raise OSError

    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(urllib.request, "urlopen", refuse)
    work = tmp_path / "work"
    write(tmp_path / "mark", '{"type": "string"}')
    write(work / "s.json", '{"type": "string"}')
    write(work / ".speclint.yaml", "rule_paths: [rules]\n")
    schema = SCHEMA % address.format(mark=tmp_path / "mark")
    write(work / "rules" / "note.yaml", f"{RULES.rstrip()}\n    expects:{schema}")
    write(work / "docs" / "nt-001-first.md", f"{NOTE}\n```json\n{{}}\n```\n")
    assert run(["check"]) == 2
    assert "is outside the schema, and is not loaded" in capsys.readouterr().err
    assert not asked
