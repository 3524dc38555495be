#!/bin/sh
# Checks that docs/site/arrows.sh sees what it must: an arrow upwards by a symbol
# and by a header, files in a circle, a folder that no table knows; and that it
# says nothing of a house that is in order.
. grader/tests/expect.sh
kit=$PWD
house=$PWD/build/test/out/arrows
rm -rf "$house"
mkdir -p "$house/docs/site" "$house/grader/high" "$house/grader/low/floor"
cp docs/site/arrows.sh docs/site/arrows.awk "$house/docs/site"
cd "$house" || exit 1

# put FILE TEXT: a file of the house.
put() {
    printf '%s\n' "$2" >"$1"
}

# arrows: what the script says of the house as it stands.
arrows() {
    rm -rf objects
    for file in grader/*/*.c grader/*/*/*.c; do
        [ -e "$file" ] || continue
        object=objects/${file#grader/}
        mkdir -p "$(dirname "$object")"
        $CC -Igrader -c "$file" -o "${object%.c}.o" || exit 1
    done
    docs/site/arrows.sh objects
}

# refused TEXT: the house is wrong, and that is said.
refused() {
    if arrows >said 2>&1; then
        complain "no complaint that should say: $1"
    fi
    grep -qF "$1" said || {
        cat said
        complain "not said: $1"
    }
}

put docs/architecture.md '## Where things are
| `grader/high/` | one |
| `grader/low/` | two |
| `grader/low/floor/` | three |
## Then
| `grader/other/` | no room: another table |'
put grader/low/floor/ground.c 'int ground(void) { return 1; }'
put grader/low/low.c 'int ground(void); int low(void) { return ground(); }'
put grader/high/high.c '#include "low/low.h"
int high(void) { return low(); }'
put grader/low/low.h 'int low(void);'
expected='high low
low low/floor'
found=$(arrows | sort) || complain "a house in order was refused"
[ "$found" = "$expected" ] || complain "arrows: $found"

put grader/low/floor/up.c 'int high(void); int up(void) { return high(); }'
refused 'grader/low/floor/up uses high/high, which stands above it: high'
put grader/low/floor/up.c '#include "high/high.h"
int up;'
put grader/high/high.h ''
refused 'grader/low/floor/up uses high/high, which stands above it'
put grader/low/floor/up.c 'int down(void); int up(void) { return down(); }'
put grader/low/floor/down.c 'int up(void); int down(void) { return up(); }'
refused 'grader/low/floor/up uses itself, in a circle of files'
rm grader/low/floor/up.c grader/low/floor/down.c
mkdir grader/other
put grader/other/other.c 'int low(void); int other(void) { return low(); }'
refused 'grader/other/ is no room of docs/architecture.md'
cd "$kit" || exit 1
exit "$wrong"
