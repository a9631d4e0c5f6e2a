;;; eglot_client.el --- Emacs as a client  -*- lexical-binding: t; -*-
;;; Commentary:
;; Opens a faulty note, mends it by a code action, types without saving, and prints what it sees.
;; Run by test_emacs.py, which gives the command of the server and the document as environment variables.
;;; Code:

(require 'json)
(require 'cl-lib)
(require 'project)
(require 'package)
(package-initialize)
(require 'eglot)
(require 'flymake)

(defun say (name value)
  "Print NAME and VALUE for the test."
  (princ (format "%s %s\n" name (json-encode value))))

(defun places ()
  "The diagnostics of the buffer: line, columns and text, as Emacs counts."
  (vconcat
   (mapcar (lambda (each)
             (save-excursion
               (goto-char (flymake-diagnostic-beg each))
               (let ((start (- (point) (line-beginning-position)))
                     (line (line-number-at-pos)))
                 (list line start
                       (- (flymake-diagnostic-end each) (line-beginning-position))
                       (car (split-string (flymake-diagnostic-text each) "\n"))))))
           (sort (flymake-diagnostics)
                 (lambda (one other) (< (flymake-diagnostic-beg one) (flymake-diagnostic-beg other)))))))

(defun wait-for (what condition)
  "Wait until CONDITION holds; fail as WHAT when it does not."
  (let ((end (+ (float-time) 40)))
    (while (not (funcall condition))
      (when (> (float-time) end)
        (say "timeout" what)
        (say "seen" (places))
        (kill-emacs 1))
      (accept-process-output nil 0.05)
      (flymake-start))))

(setq eglot-confirm-server-initiated-edits nil
      eglot-autoshutdown t
      eglot-sync-connect 40
      eglot-connect-timeout 40
      create-lockfiles nil
      make-backup-files nil
      auto-save-default nil
      vc-handled-backends '(Git))
(setq eglot-server-programs (list (cons 'text-mode (append (json-parse-string (getenv "SERVER") :array-type 'list) nil))))
(put 'text-mode 'eglot-language-id "markdown")

(find-file (getenv "NOTE"))
(text-mode)
(apply #'eglot (eglot--guess-contact))
(wait-for "diagnostics" (lambda () (= (length (flymake-diagnostics)) 2)))
(say "opened" (places))

(goto-char (point-min))
(search-forward "Purposs")
(let ((chosen nil))
  (cl-letf (((symbol-function 'completing-read)
             (lambda (_prompt offered &rest _)
               (setq chosen (cl-find-if (lambda (title) (string-prefix-p "Rename the heading" title))
                                        (mapcar (lambda (each) (if (consp each) (car each) each))
                                                (if (functionp offered) (all-completions "" offered) offered)))))))
    (let ((last-nonmenu-event t))
      (eglot-code-actions (line-beginning-position) (line-end-position) nil t)))
  (say "action" chosen))
(eglot--signal-textDocument/didChange)
(wait-for "the mend" (lambda () (= (length (flymake-diagnostics)) 1)))
(say "mended" (places))
(say "text" (buffer-substring-no-properties (point-min) (point-max)))

(goto-char (point-min))
(search-forward "medium")
(replace-match "soft")
(eglot--signal-textDocument/didChange)
(wait-for "the keystrokes" (lambda () (= (length (flymake-diagnostics)) 0)))
(say "typed" (places))
(say "modified" (if (buffer-modified-p) t :json-false))
(set-buffer-modified-p nil)
(eglot-shutdown (eglot-current-server))
(kill-emacs 0)
;;; eglot_client.el ends here
