#!/bin/sh
# modules.sh: which folder of grader/ includes headers of which, as a drawing
# for Doxygen. Arrows that others imply are left out.
set -eu
printf '\n\\dot\n'
{
    printf 'digraph modules {\n    rankdir=BT\n    bgcolor=transparent\n'
    printf '    node [shape=box fontname="sans-serif" fontsize=11]\n'
    for folder in grader/*/; do
        module=$(basename "$folder")
        [ "$module" != tests ] || continue
        [ -z "$(find "$folder" -maxdepth 1 -name '*.h')" ] ||
            echo "    \"$module\""
        find "$folder" -maxdepth 1 -name '*.[ch]' -exec \
            sed -n 's|^#include "\([a-z]*\)/.*|\1|p' {} + | sort -u |
            while read -r used; do
                [ "$used" = "$module" ] ||
                    echo "    \"$module\" -> \"$used\""
            done
    done
    printf '}\n'
} | tred 2>/dev/null
printf '\\enddot\n'
