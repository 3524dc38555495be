#!/bin/sh
# The reduced search tells what the plain one tells, in every trial of every
# answer: skeletons, reference answers, variants and mutants. Each is run twice,
# with the one search alone and with the other. Where both come to an end, either
# both find something or neither does. ANSWERS='FILE...' are others than all.
# shellcheck source=grader/tests/exploring.sh
set -eu
cd "$(dirname "$0")/../.."
. grader/tests/exploring.sh
. grader/tests/answers.sh
compared=0 failing=0 open=0

# search TRIAL STRATEGY: how it ended: found, none or open.
search() {
    probe=answer/explore
    observe "$probe" --trial "$1" --strategy "$2" --schedules 20000 </dev/null
    if grep -q '"t":"\(trace\|note\)"' "$dir/$probe.out"; then
        echo found
    elif figures "$probe" | grep -q '"every":1'; then
        echo none
    else
        echo open
    fi
}

[ -n "${ANSWERS:-}" ] || ANSWERS=$(echo grader/lessons/*/skeleton.c \
    solutions/*/*.c grader/lessons/*/variants/*.c grader/lessons/*/mutants/*.patch)
for answer in $ANSWERS; do
    lesson=$(lesson_of "$answer")
    file=$(code_of "$answer")
    # What does not build is told by others.
    LOCKSTEP_GATE=open grader/build.sh "$lesson" "$file" "$dir/answer" \
        >/dev/null 2>&1 || continue
    "$dir/answer/explore" --list | cut -f 1 >"$dir/trials"
    while read -r trial; do
        plain=$(search "$trial" dfs) reduced=$(search "$trial" classes)
        case $plain-$reduced in
        found-found | none-none) compared=$((compared + 1)) ;;
        found-none | none-found)
            fail "$answer, $trial: $plain by the plain search, $reduced by the" \
                "reduced one"
            ;;
        *) open=$((open + 1)) ;;
        esac
        case $reduced in found) failing=$((failing + 1)) ;; esac
    done <"$dir/trials"
done
echo "$compared trials compared, $failing with a finding; $open did not end"
[ "$failing" -gt 0 ] || fail 'nothing was found at all'
conclude
