#!/bin/sh
# hint.sh WORD...: shows the next hint of a lesson; N=2 in the environment asks
# for the second. How far a learner has come is kept in build/hints/.
. grader/cli/common.sh

lesson=$(lesson_chosen hint "$@")
hints=lessons/$lesson/hints.md
kept=build/hints/$lesson
total=$(grep -c '^## ' "$hints" || true)
seen=$(cat "$kept" 2>/dev/null || echo 0)
next=${N:-$((seen + 1))}
case $next in
'' | *[!0-9]* | 0)
    echo "N=$next is no hint: there are $total." >&2
    exit 2
    ;;
esac
if [ "$next" -gt "$total" ]; then
    echo "There is no hint left: you have seen all $total for $lesson."
    echo "To see them again: make hint L=${lesson%%_*} N=1"
    exit 0
fi
awk -v n="$next" -v bold="$bold" -v plain="$plain" '
    /^## / { at++; if (at == n) print bold substr($0, 4) plain; next }
    at == n { print }' "$hints" | sed -e :a -e '/^\n*$/{$d;N;ba' -e '}'
mkdir -p build/hints
echo "$next" >"$kept"
if [ "$next" -lt "$total" ]; then
    echo "${dim}Hint $next of $total. Stuck still? make hint" \
        "L=${lesson%%_*}$plain"
else
    echo "${dim}Hint $next of $total, the last.$plain"
fi
