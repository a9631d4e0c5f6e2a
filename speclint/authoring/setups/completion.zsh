#compdef speclint
# Completion of speclint in zsh. In ~/.zshrc, after compinit:  eval "$(speclint completion zsh)"
# or as a file named _speclint in a folder of $fpath.
_speclint() {
    local program=${(Q)words[1]} kind line
    local -a lines candidates
    # Tab is not Enter: a path that is only typed, and may be in a stranger's folder, is not run.
    [[ $program == */* ]] && program=speclint
    lines=("${(@f)$("$program" __complete zsh "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null)}")
    kind=$lines[1]
    case $kind in
        files) _files; return ;;
        folders) [[ $PREFIX == --*=* ]] && compset -P 1 '*='; _files -/; return ;;
        behind) compset -P '*='; _files; return ;;
    esac
    for line in "${(@)lines[2,-1]}"; do
        # A colon divides the candidate from what is said of it.
        candidates+=("${${line%%$'\t'*}//:/\\:}${${(M)line#*$'\t'*}:+:${line#*$'\t'}}")
    done
    (( $#candidates )) || return 1
    if [[ $kind == open ]]; then _describe -V speclint candidates -S ''; else _describe -V speclint candidates; fi
}
if [[ $funcstack[1] == _speclint ]]; then
    _speclint "$@"
else
    compdef _speclint speclint
fi
