# Completion of speclint in fish. In ~/.config/fish/config.fish:  speclint completion fish | source
function __speclint_ask
    # One press of the key asks once, however many of the rules below want to know.
    set -l line "$PWD "(date +%s)" "(commandline -cp)
    if test "$line" != "$__speclint_line"
        set -l words (commandline -opc)
        # Tab is not Enter: a path that is only typed, and may be in a stranger's folder, is not run.
        set -l program $words[1]
        string match -q '*/*' -- $program; and set program speclint
        # An open quote cannot be taken off.
        set -l current (commandline -ct | string unescape 2>/dev/null; or commandline -ct)
        set -g __speclint_answer ($program __complete fish $words[2..-1] "$current" 2>/dev/null)
        set -g __speclint_line $line
    end
end
function __speclint_wants
    __speclint_ask
    test "$__speclint_answer[1]" = $argv[1]
end
function __speclint_candidates
    __speclint_ask
    printf '%s\n' $__speclint_answer[2..-1]
end
complete -c speclint -f
complete -c speclint -k -a '(__speclint_candidates)'
complete -c speclint -n '__speclint_wants files; or __speclint_wants behind' -F
complete -c speclint -n '__speclint_wants folders' -a '(__fish_complete_directories (commandline -ct) "")'
