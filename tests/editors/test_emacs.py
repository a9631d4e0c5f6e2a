"""Emacs: M-x compile, Flymake and Flycheck."""

from __future__ import annotations

import json
import re
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from .conftest import LINES, PLACES, needs

if TYPE_CHECKING:
    from .conftest import Scratch

START = """
(require 'package)
(add-to-list 'package-directory-list "/usr/share/emacs/site-lisp/elpa")
(package-initialize)
(setq make-backup-files nil auto-save-default nil create-lockfiles nil)
(load (getenv "SETUP") nil t)
(defun test-write (value)
  (let ((coding-system-for-write 'utf-8))
    (with-temp-file (getenv "OUT") (insert (json-encode value)))))
(defun test-wait (ready)
  (let ((rounds 0))
    (while (and (not (funcall ready)) (< rounds 600))
      (setq rounds (1+ rounds))
      (accept-process-output nil 0.05))))
"""


def emacs(scratch: Scratch, lisp: str, *, setup: bool = True) -> Any:
    """What a program in Lisp writes."""
    program = needs("emacs")
    out = scratch.folder.parent / "out"
    script = scratch.folder.parent / "script.el"
    mine = scratch.printed("emacs", scratch.folder.parent / "speclint.el")
    nothing = scratch.folder.parent / "nothing.el"
    nothing.write_text("")
    script.write_text(START + lisp, "utf-8")
    done = subprocess.run(
        [program, "-Q", "--batch", "-l", str(script)],
        cwd=scratch.folder,
        env=scratch.environment(
            OUT=str(out), SETUP=str(mine if setup else nothing), DOCUMENT=str(scratch.document), LANG="C.UTF-8"
        ),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=120,
    )
    if b"Cannot open load file" in done.stderr:
        missing = re.search(r"No such file or directory[^a-z]*([a-z-]+)", done.stderr.decode())
        pytest.skip(f"Emacs has no {missing[1] if missing else 'such library'}")
    assert out.exists(), done.stderr.decode()
    return json.loads(out.read_text("utf-8"))


def starts() -> list[list[Any]]:
    """Line from 1 and characters before the place, of every finding."""
    return [[line, len(LINES[line - 1].partition(text)[0])] for _, _, line, text in PLACES]


COMPILED = """
(require 'compile)
(setq compilation-always-kill t)
(let ((buffer (compile "speclint check --quiet")) found)
  (test-wait (lambda () (not (process-live-p (get-buffer-process buffer)))))
  (accept-process-output nil 0.2)
  (with-current-buffer buffer
    (compilation--ensure-parse (point-max))
    (goto-char (point-min))
    (dotimes (_ 4)
      (compilation-next-error 1)
      (let ((kind (compilation--message->type (get-text-property (point) 'compilation-message))))
        (save-window-excursion
          (with-current-buffer buffer
            (save-excursion (compile-goto-error))
          )
          (with-current-buffer (get-file-buffer (getenv "DOCUMENT"))
            (push (list kind (line-number-at-pos) (- (point) (line-beginning-position))) found))))))
  (test-write (vconcat (nreverse found))))
"""


def test_compile_leads_to_the_character(scratch: Scratch) -> None:
    found = emacs(scratch, COMPILED)
    assert [place[1:] for place in found] == starts()
    assert [place[0] for place in found] == [1, 2, 2, 2]


def test_compile_knows_the_form_without_set_up(scratch: Scratch) -> None:
    """Files and lines; its columns are those of the screen, which differ where characters are wide."""
    found = emacs(scratch, COMPILED, setup=False)
    assert [place[1] for place in found] == [place[0] for place in starts()]
    assert found[1][2] == starts()[1][1]


FLYMADE = """
(require 'flymake)
(find-file (getenv "DOCUMENT"))
{change}
(speclint-flymake-on)
(flymake-start)
(test-wait (lambda () (and (flymake-running-backends) (null (cl-set-difference (flymake-running-backends) (flymake-reporting-backends))))))
(test-write
 (vconcat
  (mapcar
   (lambda (each)
     (let ((beg (flymake-diagnostic-beg each)) (end (flymake-diagnostic-end each)))
       (list (format "%s" (flymake-diagnostic-type each)) (line-number-at-pos beg)
             (- beg (save-excursion (goto-char beg) (line-beginning-position)))
             (buffer-substring-no-properties beg end)
             (flymake-diagnostic-text each))))
   (sort (flymake-diagnostics) (lambda (a b) (< (flymake-diagnostic-beg a) (flymake-diagnostic-beg b)))))))
"""


def test_flymake_marks_what_is_meant(scratch: Scratch) -> None:
    found = emacs(scratch, FLYMADE.replace("{change}", ""))
    assert [each[1:3] for each in found] == starts()
    assert [each[3] for each in found] == [place.text for place in PLACES]
    assert [each[0] for each in found] == [f":{place.severity}" for place in PLACES]
    assert found[1][4] == "Invalid value 'Maybe' in column 'Required': expected Yes or No [bad-cell]"


def test_flymake_judges_what_is_not_saved(scratch: Scratch) -> None:
    change = '(goto-char (point-max)) (insert "\\n## How\\n\\nSo.\\n") (goto-char (point-min)) (narrow-to-region 1 3)'
    found = emacs(scratch, FLYMADE.replace("{change}", change).replace("(test-write", "(widen)\n(test-write", 1))
    assert [each[3] for each in found] == [place.text for place in PLACES[1:]]


def test_flymake_is_told_of_no_other_file(scratch: Scratch) -> None:
    (scratch.folder / "rules" / "note.yaml").write_text("speclint: 1\ntype: note\ntitel: Note\n")
    assert emacs(scratch, FLYMADE.replace("{change}", "")) == []


FLYCHECKED = """
(require 'markdown-mode)
(require 'flycheck)
(find-file (getenv "DOCUMENT"))
(markdown-mode)
(setq flycheck-checker 'speclint)
(flycheck-mode 1)
(flycheck-buffer)
(test-wait (lambda () flycheck-current-errors))
(test-write
 (vconcat
  (mapcar
   (lambda (each)
     (list (format "%s" (flycheck-error-level each)) (flycheck-error-line each) (1- (flycheck-error-column each))
           (flycheck-error-id each) (flycheck-error-message each) (flycheck-error-filename each)))
   flycheck-current-errors)))
"""


def test_flycheck_has_a_checker(scratch: Scratch) -> None:
    found = emacs(scratch, FLYCHECKED)
    assert [each[1:3] for each in found] == starts()
    assert [(each[0], each[3]) for each in found] == [(place.severity, place.rule) for place in PLACES]
    assert found[1][4] == "Invalid value 'Maybe' in column 'Required': expected Yes or No"
    assert {each[5] for each in found} == {str(scratch.document)}
