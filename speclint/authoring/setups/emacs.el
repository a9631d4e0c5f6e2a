;;; speclint.el --- speclint in Emacs  -*- lexical-binding: t -*-

;; Save as ~/.emacs.d/speclint.el, and in the init file:
;;   (load "~/.emacs.d/speclint")
;; With that, `M-x compile RET speclint check' leads to the places found, flycheck has a checker, and eglot knows the
;; server.  For findings while you write, one of
;;   (add-hook 'markdown-mode-hook #'eglot-ensure)
;;   (add-hook 'markdown-mode-hook #'speclint-flymake-on)

;;; Code:

(require 'json)

(defgroup speclint nil "The linter for specifications." :group 'tools)

(defcustom speclint-program "speclint"
  "The program, by its name or path."
  :type 'string)

;; M-x compile: Emacs knows the form of findings, but takes columns for those of the screen.
(defun speclint--compilation (process)
  "Count columns in characters where PROCESS is speclint."
  (when (string-match-p "speclint" (mapconcat #'identity (process-command process) " "))
    (with-current-buffer (process-buffer process)
      (setq-local compilation-error-screen-columns nil))))

(add-hook 'compilation-start-hook #'speclint--compilation)

;; Flymake
(defvar-local speclint--process nil)

(defun speclint--position (line column)
  "The position of COLUMN of LINE, both from 1."
  (goto-char (point-min))
  (forward-line (1- line))
  (min (+ (point) (1- column)) (line-end-position)))

(defun speclint--diagnostics (buffer output)
  "The findings of OUTPUT, in JSON, as diagnostics of BUFFER."
  (with-current-buffer buffer
    (save-excursion
      (save-restriction
        (widen)
        (let ((name (and buffer-file-name (file-truename buffer-file-name))))
          (delq nil
                (mapcar
                 (lambda (each)
                   (let ((beg (speclint--position (alist-get 'line each) (alist-get 'column each)))
                         (end (speclint--position (alist-get 'end_line each) (alist-get 'end_column each))))
                     ;; What is wrong in a rule file is told with it.
                     (when (or (null name) (equal name (file-truename (alist-get 'path each))))
                       (flymake-make-diagnostic
                        buffer beg (if (> end beg) end (min (1+ beg) (point-max)))
                        (pcase (alist-get 'severity each) ("error" :error) ("warning" :warning) (_ :note))
                        (format "%s [%s]" (alist-get 'message each) (alist-get 'rule each))))))
                 (alist-get 'diagnostics
                            (let ((json-array-type 'list)) (json-read-from-string output))))))))))

(defun speclint-flymake (report &rest _)
  "A backend of Flymake: hand what speclint finds in the buffer to REPORT."
  (when (process-live-p speclint--process)
    (kill-process speclint--process))
  (let ((source (current-buffer))
        (coding-system-for-read 'utf-8)
        (coding-system-for-write 'utf-8))
    (save-restriction
      (widen)
      (setq speclint--process
            (make-process
             :name "speclint" :noquery t :connection-type 'pipe
             :buffer (generate-new-buffer " *speclint*")
             :stderr (get-buffer-create " *speclint errors*")
             :command (append (list speclint-program "check" "--quiet" "--output-format" "json")
                              (and buffer-file-name (list "--stdin-filename" buffer-file-name))
                              (list "-"))
             :sentinel
             (lambda (process _event)
               (when (memq (process-status process) '(exit signal))
                 (unwind-protect
                     (when (and (buffer-live-p source)
                                (eq process (buffer-local-value 'speclint--process source)))
                       (let ((output (with-current-buffer (process-buffer process) (buffer-string))))
                         (if (string-prefix-p "{" output)
                             (funcall report (speclint--diagnostics source output))
                           (funcall report :panic :explanation "speclint gave no report"))))
                   (kill-buffer (process-buffer process)))))))
      (process-send-region speclint--process (point-min) (point-max))
      (process-send-eof speclint--process))))

(defun speclint-flymake-on ()
  "Show in this buffer what speclint finds."
  (add-hook 'flymake-diagnostic-functions #'speclint-flymake nil t)
  (flymake-mode 1))

;; Flycheck
(with-eval-after-load 'flycheck
  ;; A macro, which must not be looked at before Flycheck is there.
  (eval
   '(flycheck-define-checker speclint
      "The linter for specifications."
      :command ("speclint" "check" "--quiet" "--color" "never"
                (option "--stdin-filename" buffer-file-name) "-")
      :standard-input t
      :error-patterns
      ((error line-start (file-name) ":" line ":" column ": error: "
              (message) " [" (id (one-or-more (any "a-z-"))) "]" line-end)
       (warning line-start (file-name) ":" line ":" column ": warning: "
                (message) " [" (id (one-or-more (any "a-z-"))) "]" line-end)
       (info line-start (file-name) ":" line ":" column ": info: "
             (message) " [" (id (one-or-more (any "a-z-"))) "]" line-end))
      :modes (markdown-mode gfm-mode)))
  (add-to-list 'flycheck-checkers 'speclint))

;; Eglot
(with-eval-after-load 'eglot
  (add-to-list 'eglot-server-programs `((markdown-mode gfm-mode) . (,speclint-program "server"))))

(provide 'speclint)
;;; speclint.el ends here
