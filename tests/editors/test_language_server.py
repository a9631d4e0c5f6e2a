"""The set-ups for editors that start the language server: they start it, and its findings are at the right places."""

from __future__ import annotations

import importlib.util
from typing import TYPE_CHECKING

import pytest

from speclint.cli.commands import COMMANDS

from .conftest import PLACES
from .test_emacs import emacs, starts
from .test_neovim import SEVERITIES, neovim, nvim, places

if TYPE_CHECKING:
    from .conftest import Scratch

__all__ = ["nvim"]
"""A fixture."""

if "server" not in COMMANDS or importlib.util.find_spec("pygls") is None:
    pytest.skip("the language server is not installed: pip install 'speclint[lsp]'", allow_module_level=True)

SERVED = """
dofile(vim.env.SETUP)
vim.cmd('filetype on')
vim.cmd('edit ' .. vim.fn.fnameescape(vim.env.DOCUMENT))
vim.bo.filetype = 'markdown'
vim.wait(60000, function() return #vim.diagnostic.get(0) >= 4 end)
written()
"""


def test_neovim_starts_the_server(nvim: str, scratch: Scratch) -> None:
    setup = scratch.printed("neovim", scratch.folder.parent / "plugin.lua")
    found = neovim(nvim, scratch, SERVED, SETUP=str(setup), DOCUMENT=str(scratch.document))
    assert [each[:3] for each in found] == [place[:3] for place in places()]
    assert [each[4] for each in found[1:]] == [place[4] for place in places()[1:]]
    assert {each[0] for each in found} == {SEVERITIES["error"], SEVERITIES["warning"]}


EGLOT = """
(require 'markdown-mode)
(require 'eglot)
(require 'flymake)
(setq eglot-autoshutdown t)
(find-file (getenv "DOCUMENT"))
(markdown-mode)
(apply #'eglot--connect (eglot--guess-contact))
(test-wait (lambda () (= (length (flymake-diagnostics)) 4)))
(test-write
 (vconcat
  (mapcar
   (lambda (each)
     (let ((beg (flymake-diagnostic-beg each)))
       (list (line-number-at-pos beg) (- beg (save-excursion (goto-char beg) (line-beginning-position)))
             (flymake-diagnostic-text each))))
   (sort (flymake-diagnostics) (lambda (a b) (< (flymake-diagnostic-beg a) (flymake-diagnostic-beg b)))))))
"""


def test_eglot_starts_the_server(scratch: Scratch) -> None:
    found = emacs(scratch, EGLOT)
    assert [each[:2] for each in found] == starts()
    assert len(found) == len(PLACES)
