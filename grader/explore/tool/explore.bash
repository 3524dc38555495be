# Completion of explore in bash. The options are what explore --help lists.
_explore() {
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}
    case $before in
    --strategy)
        mapfile -t COMPREPLY < <(compgen -W "dfs classes pos pct2 pct3 surw" -- "$word")
        return
        ;;
    --memory-model)
        mapfile -t COMPREPLY < <(compgen -W "rc11 sc" -- "$word")
        return
        ;;
    --schedules | --bound | --steps | --seed | --time | --replay | --cflags)
        return
        ;;
    --cc)
        mapfile -t COMPREPLY < <(compgen -c -- "$word")
        return
        ;;
    esac
    if [[ $word == -* ]]; then
        mapfile -t COMPREPLY < <(compgen -W \
            "$(explore --help | sed -n 's/^  \(--[a-z-]*\).*/\1/p')" \
            -- "$word")
    else
        compopt -o filenames
        mapfile -t COMPREPLY < <(compgen -f -- "$word")
    fi
}
complete -F _explore explore
