#!/bin/sh
# The reduced search tells what the plain one tells: made-up programs of calls
# of every family (grader/tests/classes/) are searched whole by both. Either
# neither finds anything, and the same things are printed in some schedule; or
# both find something. Where the plain search does not end, nothing is compared.
# With ALL=1 more programs; SEED= are others.
set -eu
cd "$(dirname "$0")/../.."
. grader/tests/exploring.sh
seed=${SEED:-1} count=80 compared=0 failing=0 reduced=0
[ -z "${ALL:-}" ] || count=1000
echo "seed $seed, $count programs"
build/test/generate "$seed" "$count" >"$dir/scripts"
build/bin/explore-cc -g -o "$dir/script" grader/tests/classes/script.c

# search STRATEGY SCRIPT: its JSON in $dir/STRATEGY.json, what is printed in
# $dir/STRATEGY.outputs.
search() {
    status=0
    build/bin/explore --json --strategy "$1" --schedules 20000 "$dir/script" \
        "$2" >"$dir/$1.json" </dev/null || status=$?
    [ "$status" -le 1 ] || fail "$2: exit status $status of $1"
    sed -n 's/^    "distinct": \([0-9]*\).*/\1/p; s/^        "\(.*\)"$/\1/p
        s/^  "output": //p' "$dir/$1.json" |
        sed 's/^"//; s/ *\(\\n\)*",*$//' | sort -u >"$dir/$1.outputs"
    # Of many, only some are shown.
    distinct=$(sed -n 's/^    "distinct": \([0-9]*\).*/\1/p' "$dir/$1.json")
    if [ "${distinct:-1}" -gt 8 ]; then
        echo "$distinct" >"$dir/$1.outputs"
    fi
    echo "$status"
}

# has STRATEGY WORDS: its JSON has them.
has() {
    grep -q "$2" "$dir/$1.json"
}

while read -r script; do
    plain=$(search dfs "$script") whole=$(search classes "$script")
    if [ "$plain" = 0 ] && ! has dfs '"every": 1'; then
        continue
    fi
    compared=$((compared + 1))
    [ "$plain" = "$whole" ] ||
        fail "$script: found by one search only (plain $plain, reduced $whole)"
    if [ "$plain" = 1 ]; then
        failing=$((failing + 1))
        continue
    fi
    has classes '"every": 1' || fail "$script: the reduced search did not end"
    cmp -s "$dir/dfs.outputs" "$dir/classes.outputs" ||
        fail "$script: other things are printed: $(diff "$dir/dfs.outputs" \
            "$dir/classes.outputs" | head -n 5)"
    reduced=$((reduced + 1))
done <"$dir/scripts"
echo "$compared compared: $reduced the same, $failing found wrong by both"
# A test of nothing would pass, too.
[ "$reduced" -ge $((count / 4)) ] || fail "too few could be compared"
conclude
