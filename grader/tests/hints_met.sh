#!/bin/sh
# Which hints the last tested wrong answers would get: hints_met.sh
#
# By hand, after `make test T=^mutant`: for each mutant that was judged, what is
# found first, in which trial, and the section of the lesson's hints.md that
# answers it: the trial's, the kind's, or none, so that a general question is
# asked (grader/cli/hint.sh). A last table counts those without, by lesson, kind
# and trial: where there are many, a section is missing.
set -eu
cd "$(dirname "$0")/../.."
for screen in build/test/out/mutant/*/*/screen.txt; do
    [ -e "$screen" ] || continue
    answer=${screen%/*}
    lesson=${answer%/*}
    lesson=${lesson##*/}
    sed -n 's/^    (\([a-z-]*\), seen .*in: \([a-z0-9_]*\).*/\1 \2/p' \
        "$screen" |
        while read -r kind trial; do
            awk -F '`' -v kind="$kind" -v trial="$trial" '
                /^## After / && $2 == kind {
                    if (NF < 4)
                        of_kind = 1
                    for (i = 4; i < NF; i += 2)
                        of_trial += $i == trial
                }
                END { print of_trial ? "trial" : of_kind ? "kind" : "general" }
                ' "lessons/$lesson/hints.md" |
                sed "s|^|$lesson $(basename "$answer" .c) $kind $trial |"
        done
done | awk '
    { print }
    $5 == "general" { without[$1 " " $3 " " $4]++ }
    { all++; of[$5]++ }
    END {
        print ""
        for (what in without)
            print without[what], what | "sort -k 2,2 -k 1,1nr"
        close("sort -k 2,2 -k 1,1nr")
        print ""
        printf "%d mutants: %d hints of the trial, %d of the kind, %d general\n",
            all, of["trial"], of["kind"], of["general"]
    }'
