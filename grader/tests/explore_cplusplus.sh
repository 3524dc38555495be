#!/bin/sh
# C++ programs: right ones are clean, wrong ones found, at lines of their own.
#
# A program in cplusplus/ says in its head what must be found (Finding: a regular
# expression; nothing without it) and what the report says (Says: one each line).
set -eu
cd "$(dirname "$0")/../.."
. grader/tests/exploring.sh

for file in grader/tests/cplusplus/*.cc; do
    name=$(basename "$file" .cc)
    status=0
    timeout 200 build/bin/explore --schedules 2000 --json "$file" \
        >"$dir/$name.json" 2>"$dir/$name.err" || status=$?
    want=$(said Finding "$file")
    if [ -z "$want" ]; then
        [ "$status" -eq 0 ] ||
            fail "$name: $status: $(head -n 40 "$dir/$name.json" "$dir/$name.err")"
        continue
    fi
    kind=$(sed -n 's/^ *"kind": "\(.*\)".*/\1/p' "$dir/$name.json" | head -n 1)
    echo "$kind" | grep -qxE "$want" ||
        fail "$name: '$kind' found instead of $want: $(cat "$dir/$name.err")"
    timeout 200 build/bin/explore "$file" >"$dir/$name.txt" 2>&1 || :
    said Says "$file" | while read -r pattern; do
        grep -qE -- "$pattern" "$dir/$name.txt" || echo "$pattern"
    done >"$dir/unsaid"
    while read -r pattern; do
        fail "$name: no '$pattern' in: $(head -n 20 "$dir/$name.txt")"
    done <"$dir/unsaid"
    ! grep -qE '__gthr|_M_|/usr/' "$dir/$name.txt" ||
        fail "$name: lines of the library: $(cat "$dir/$name.txt")"
done

# As a project's compiler, and alone.
build/bin/explore-c++ -c -O2 grader/tests/cplusplus/queue_right.cc \
    -o "$dir/queue.o"
build/bin/explore-c++ "$dir/queue.o" -o "$dir/queue" -pthread
"$dir/queue" || fail "alone it is another program: $?"
build/bin/explore --schedules 500 "$dir/queue" >"$dir/said" 2>&1 ||
    fail "explore-c++: $? $(cat "$dir/said")"
grep -q 'nothing found' "$dir/said" || fail "$(cat "$dir/said")"
conclude
