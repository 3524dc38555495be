#!/bin/sh
# The screens of the README show what is really printed: for the first lesson's
# skeleton, and for its reference answer. The site's first page shows what the
# first lesson does.
set -eu
cd "$(dirname "$0")/../.."
out=build/test/out/alone_readme
rm -rf "$out"
mkdir -p "$out"
failures=0

# shows WORD FILE: the README's screen whose verdict is WORD is what make check
# shows of FILE. It says more before and after it, and where the raw report lies.
shows() {
    mkdir "$out/$1"
    cp "$2" "$out/$1/counter.c"
    grader/grade.sh 01_lock "$out/$1/counter.c" "$out/$1/graded" \
        >"$out/$1.txt" 2>&1 || :
    if [ -f "$out/$1/graded/screen.txt" ]; then
        cp "$out/$1/graded/screen.txt" "$out/$1.txt"
    fi
    sed "s|$out/$1/counter.c|lessons/01_lock/counter.c|g" "$out/$1.txt" |
        grep -v 'raw report:' | sed -e :a -e '/^\n*$/{$d;N;ba' -e '}' \
        >"$out/$1.printed"
    awk -v verdict="01_lock: $1," '
        /^```/ { on = 0 }
        index($0, verdict) == 1 { on = 1 }
        /^  Compare with|^Passed\. Next:/ { on = 0 }
        on' README.md | grep -v 'raw report:' |
        sed -e :a -e '/^\n*$/{$d;N;ba' -e '}' >"$out/$1.screen"
    if ! [ -s "$out/$1.screen" ] ||
        ! diff "$out/$1.screen" "$out/$1.printed"; then
        echo "WRONG: the README's screen of '$1' (<) is not what is printed (>)"
        failures=$((failures + 1))
    fi
}

shows fail grader/lessons/01_lock/skeleton.c
if [ -d solutions ]; then
    shows pass solutions/01_lock/counter.c
fi

# replayed FILE: its first screen of make replay.
replayed() {
    awk '/^```/ { on = 0 }
        /^\$ make replay L=01 / && !seen++ { on = 1 }
        on' "$1"
}

replayed docs/start.md >"$out/start"
replayed lessons/01_lock/README.md >"$out/lesson"
if ! [ -s "$out/start" ] || ! diff "$out/start" "$out/lesson"; then
    echo "WRONG: docs/start.md's screen (<) is not that of lesson 1 (>)"
    failures=$((failures + 1))
fi
echo "$failures failures"
[ "$failures" -eq 0 ]
