"""nvim-lint and the language server in Neovim."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from .conftest import LINES, PLACES, Scratch, needs

SEVERITIES = {"error": 1, "warning": 2, "info": 3}

OUT = """
local function written()
  local found = {}
  for _, each in ipairs(vim.diagnostic.get(0)) do
    table.insert(found, { each.severity, each.lnum, each.col, each.end_lnum, each.end_col, each.code or '', each.message })
  end
  table.sort(found, function(a, b) return a[2] * 1000 + a[3] < b[2] * 1000 + b[3] end)
  vim.fn.writefile({ vim.json.encode(found) }, vim.env.OUT)
end
"""


@pytest.fixture(params=["the newest", "on the path"])
def nvim(request: pytest.FixtureRequest) -> str:
    """Neovim, in the version that the system has, and in the newest, which may be another."""
    if request.param == "on the path":
        return needs("nvim")
    newest = os.environ.get("SPECLINT_NEOVIM")
    if newest is None or not Path(newest).exists():
        pytest.skip("SPECLINT_NEOVIM names no newer Neovim")
    return newest


def neovim(program: str, scratch: Scratch, lua: str, *arguments: str, **more: str) -> Any:
    """What a script in Lua writes to $OUT."""
    out = scratch.folder.parent / "out"
    script = scratch.folder.parent / "script.lua"
    script.write_text(OUT + lua, "utf-8")
    done = subprocess.run(
        [program, "--headless", "-u", "NONE", "-i", "NONE", *arguments, "-c", f"luafile {script}", "-c", "qall!"],
        cwd=scratch.folder,
        env=scratch.environment(OUT=str(out), **more),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert out.exists(), done
    return json.loads(out.read_text("utf-8"))


def places() -> list[list[Any]]:
    """What the diagnostics must be: severity, line and bytes from 0, rule."""
    found = []
    for severity, rule, line, text in PLACES:
        first = len(LINES[line - 1].partition(text)[0].encode())
        found.append([SEVERITIES[severity], line - 1, first, line - 1, first + len(text.encode()), rule])
    return found


PARSED = """
package.loaded['lint'] = { linters = {}, linters_by_ft = {}, try_lint = function() end }
dofile(vim.env.SETUP)
local linter = package.loaded['lint'].linters.speclint
local command = { linter.cmd }
for _, each in ipairs(linter.args) do
  table.insert(command, type(each) == 'function' and each() or each)
end
local output = vim.fn.system(command, table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\\n') .. '\\n')
vim.diagnostic.set(vim.api.nvim_create_namespace('test'), 0, linter.parser(output, 0))
written()
"""


def test_the_definition_for_nvim_lint_finds_the_bytes(nvim: str, scratch: Scratch) -> None:
    """Its command and its parser, called as nvim-lint does."""
    setup = scratch.printed("nvim-lint", scratch.folder.parent / "lint.lua")
    found = neovim(nvim, scratch, PARSED, str(scratch.document), SETUP=str(setup))
    assert [each[:6] for each in found] == places()


def test_it_lints_what_is_not_saved(nvim: str, scratch: Scratch) -> None:
    setup = scratch.printed("nvim-lint", scratch.folder.parent / "lint.lua")
    lua = "vim.api.nvim_buf_set_lines(0, 6, 9, false, { '| plain | Yes |' })\n" + PARSED
    found = neovim(nvim, scratch, lua, str(scratch.document), SETUP=str(setup))
    assert [each[:6] for each in found] == places()[:1]


def test_broken_rules_are_no_findings_of_the_document(nvim: str, scratch: Scratch) -> None:
    (scratch.folder / "rules" / "note.yaml").write_text("speclint: 1\ntype: note\ntitel: Note\n")
    setup = scratch.printed("nvim-lint", scratch.folder.parent / "lint.lua")
    assert neovim(nvim, scratch, PARSED, str(scratch.document), SETUP=str(setup)) == []


LINTED = """
vim.opt.runtimepath:prepend(vim.env.PLUGIN)
dofile(vim.env.SETUP)
vim.cmd('edit ' .. vim.fn.fnameescape(vim.env.DOCUMENT))
vim.wait(30000, function() return #vim.diagnostic.get(0) == 4 end)
written()
"""


def test_in_nvim_lint_itself(nvim: str, scratch: Scratch) -> None:
    plugin = os.environ.get("SPECLINT_NVIM_LINT", "")
    if not (Path(plugin) / "lua" / "lint.lua").is_file():
        pytest.skip("SPECLINT_NVIM_LINT names no folder with nvim-lint")
    setup = scratch.printed("nvim-lint", scratch.folder.parent / "lint.lua")
    more = {"SETUP": str(setup), "PLUGIN": plugin, "DOCUMENT": str(scratch.document)}
    assert [each[:6] for each in neovim(nvim, scratch, LINTED, **more)] == places()
