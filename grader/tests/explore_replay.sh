#!/bin/sh
# A schedule id leads to the same steps; the same search, to the same answer.
set -eu
cd "$(dirname "$0")/../.."
. grader/tests/exploring.sh

# steps NAME: the last run's steps, without what only a search can say.
steps() {
    grep '"t":"step"' "$dir/$1.out"
}

for bug in ab_ba aba if_for_while lost_update philosophers token_ring \
    timeout_ignored work_stealing wrong_lock; do
    build grader/tests/corpus/$bug.c
    observe $bug
    cp "$dir/$bug.out" "$dir/$bug.first"
    id=$(field $bug id)
    steps $bug >"$dir/$bug.steps"
    for again in 1 2 3; do
        observe $bug
        cmp -s "$dir/$bug.out" "$dir/$bug.first" ||
            fail "$bug: run $again is unlike the first"
    done
    observe $bug --replay "$id"
    steps $bug | cmp -s - "$dir/$bug.steps" ||
        fail "$bug: the replay of $id goes another way"
    [ "$(grep -c '"t":"race"' "$dir/$bug.out")" = \
        "$(grep -c '"t":"race"' "$dir/$bug.first")" ] ||
        fail "$bug: the replay of $id does not tell of the race, or of one more"
    lower=$(echo "$id" | tr '[:upper:]' '[:lower:]')
    observe $bug --replay "$lower"
    steps $bug | cmp -s - "$dir/$bug.steps" ||
        fail "$bug: $lower is not read like $id"
done

# A mistyped id is refused, not followed to somewhere else.
id=$(sed -n '/"t":"trace"/s/.*"id":"\([^"]*\)".*/\1/p' "$dir/token_ring.first")
for wrong in "" U "${id}0" "$(echo "$id" | sed 's/.$/Z/')" "$id-$id" '#'; do
    [ "$wrong" != "$id" ] || continue
    observe token_ring --replay "$wrong"
    grep -q 'not a schedule id' "$dir/token_ring.out" ||
        fail "'$wrong' is taken for a schedule id"
done
conclude
