# Completion of speclint in bash. In ~/.bashrc:  eval "$(speclint completion bash)"
_speclint() {
    local program=${COMP_WORDS[0]} kind='' candidate
    COMPREPLY=()
    # Tab is not Enter: a path that is only typed, and may be in a stranger's folder, is not run. The usual program answers.
    case $program in */*) program=speclint ;; esac
    {
        IFS= read -r kind
        while IFS=$'\t' read -r candidate _; do
            # A word that the user has put in quotes needs no backslashes.
            case ${COMP_WORDS[COMP_CWORD]} in
                # Inside quotes a candidate stands as it is: one that would end them, or run something, is left out.
                \"*) case $candidate in *[\"\$\`\\!]*) ;; *) COMPREPLY+=("$candidate") ;; esac ;;
                \'*) case $candidate in *[\'!]*) ;; *) COMPREPLY+=("$candidate") ;; esac ;;
                *) COMPREPLY+=("$(printf '%q' "$candidate")") ;;
            esac
        done
    } < <("$program" __complete bash "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
    # Where paths go, readline itself completes them: it knows how to quote every name. bash 3.2 has no compopt; there,
    # readline completes wherever there is nothing else.
    case $kind in
        files|behind) compopt -o default 2>/dev/null ;;
        folders) compopt -o dirnames 2>/dev/null ;;
        open) compopt -o nospace 2>/dev/null ;;
    esac
}
if [[ ${BASH_VERSINFO[0]} -lt 4 ]]; then
    complete -o default -F _speclint speclint
else
    complete -F _speclint speclint
fi
