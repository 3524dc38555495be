#compdef explore
# Completion of explore in zsh. The options are what explore --help lists.
local -a options
options=(${(f)"$(explore --help | sed -n 's/^  \(--[a-z-]*\)[^a-z].*/\1/p')"})
if [[ $words[CURRENT-1] == --strategy ]]; then
    compadd dfs classes pos pct2 pct3 surw
elif [[ $words[CURRENT-1] == --memory-model ]]; then
    compadd rc11 sc
elif [[ $words[CURRENT] == -* ]]; then
    compadd -- $options
else
    _files
fi
