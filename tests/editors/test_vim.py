"""The compiler of Vim, in Vim and in Neovim: `:make`, and where the quickfix list leads."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from .conftest import LINES, PLACES, needs

if TYPE_CHECKING:
    from .conftest import Scratch

EDITORS = {
    "vim": ["-Nu", "NONE", "-es", "-i", "NONE"],
    "nvim": ["--clean", "--headless", "-es"],
}
OUT = """
let items = []
for item in getqflist()
  call add(items, [bufname(item.bufnr), item.lnum, item.col, toupper(item.type), item.text])
endfor
call writefile([json_encode(items)], $OUT)
qall!
"""


def quickfix(editor: str, scratch: Scratch, *commands: str) -> list[list[Any]]:
    """The quickfix list after some commands: file, line, column in bytes, type, text."""
    program = needs(editor)
    home = scratch.folder.parent / "runtime"
    scratch.printed("vim", home / "compiler" / "speclint.vim")
    out = scratch.folder.parent / "out"
    script = scratch.folder.parent / "script.vim"
    script.write_text(
        f"set nomore shortmess+=A\nset runtimepath^={home}\nfiletype plugin on\ncompiler! speclint\n"
        + "\n".join(commands)
        + OUT,
        "utf-8",
    )
    done = subprocess.run(
        [program, *EDITORS[editor], "-S", str(script)],
        cwd=scratch.folder,
        env=scratch.environment(OUT=str(out)),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert out.exists(), done
    found: list[list[Any]] = json.loads(out.read_text("utf-8"))
    return found


def places(scratch: Scratch) -> list[list[Any]]:
    """What the quickfix list must hold."""
    return [
        [
            f"notes/{scratch.document.name}",
            place.line,
            len(LINES[place.line - 1].partition(place.text)[0].encode()) + 1,
            place.severity[0].upper(),
        ]
        for place in PLACES
    ]


@pytest.mark.parametrize("editor", EDITORS)
@pytest.mark.parametrize(
    "commands",
    [
        ["silent make!"],
        ["set makeprg=false", "edit notes/a*.md", "compiler speclint", "silent make! %:S"],
        ["edit notes/a*.md", "set hidden", "enew", "silent make! notes"],
    ],
    ids=["from nowhere", "this file", "a hidden file"],
)
def test_the_quickfix_list_leads_to_the_character(scratch: Scratch, editor: str, commands: list[str]) -> None:
    found = quickfix(editor, scratch, *commands)
    assert [item[:4] for item in found] == places(scratch)
    assert found[1][4] == "Invalid value 'Maybe' in column 'Required': expected Yes or No [bad-cell]"


@pytest.mark.parametrize("editor", EDITORS)
def test_what_is_wrong_with_the_configuration_is_told(scratch: Scratch, editor: str) -> None:
    (scratch.folder / ".speclint.yaml").write_text("rule_paths: [rules]\nrule: {}\n")
    found = quickfix(editor, scratch, "silent make!")
    assert [item[:4] for item in found if item[0]] == [[".speclint.yaml", 2, 1, "E"]]


@pytest.mark.parametrize("editor", EDITORS)
def test_lists_of_other_programs_stay_as_they_are(scratch: Scratch, editor: str) -> None:
    line = f"notes/{scratch.document.name}:8:13: error: of another program"
    (scratch.folder / "other").write_text(line, "utf-8")
    commands = [
        "unlet! current_compiler b:current_compiler g:current_compiler",
        "set makeprg=cat\\ other",
        "silent make!",
    ]
    assert quickfix(editor, scratch, *commands)[0][:3] == [f"notes/{scratch.document.name}", 8, 13]
