#!/bin/sh
# modules.sh: which folder of grader/ includes headers of which, as a drawing
# for Doxygen. Arrows that others imply are left out. A circle of them is said on
# standard error, and the exit status is 1.
#
# Compiled for the judge, trial.h includes a header of the judge's, where TRIAL()
# is a Criterion test (one grader file, two compilations). That one is left out.
set -eu
said=$(mktemp)
trap 'rm -f "$said"' EXIT
printf '\n\\dot\n'
{
    printf 'digraph modules {\n    rankdir=BT\n    bgcolor=transparent\n'
    printf '    node [shape=box fontname="sans-serif" fontsize=11]\n'
    for folder in grader/*/; do
        module=$(basename "$folder")
        [ "$module" != tests ] || continue
        [ -z "$(find "$folder" -maxdepth 1 -name '*.h')" ] ||
            echo "    \"$module\""
        find "$folder" -name '*.[ch]' -exec awk '
            /^#ifdef LOCKSTEP_JUDGE/, /^#e/ { next }
            /^#include "[a-z]*\// { split($0, part, "[\"/]"); print part[2] }' \
            {} + | sort -u |
            while read -r used; do
                [ "$used" = "$module" ] ||
                    echo "    \"$module\" -> \"$used\""
            done
    done
    printf '}\n'
} | tred 2>"$said"
printf '\\enddot\n'
if [ -s "$said" ]; then
    cat "$said" >&2
    exit 1
fi
