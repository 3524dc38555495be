#!/bin/sh
# The ladders for the lessons' pages, as they are made (grader/ladder/lesson.sh):
# what breaks has its source beside it, students see no line of a solution, and
# a copy without solutions gets what breaks all the same. So with the games.
set -eu
cd "$(dirname "$0")/../.."
if ! command -v dot >/dev/null; then
    echo "There is no dot here."
    exit 77
fi
out=$PWD/build/test/ladder
failures=0
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
rm -rf "$out"
mkdir -p "$out"

fail() {
    echo "FAILED: $*"
    failures=$((failures + 1))
}

# has FILE TEXT, lacks FILE TEXT
has() {
    grep -qF -e "$2" "$1" || fail "$1 lacks: $2"
}
lacks() {
    if grep -qF -e "$2" "$1"; then
        fail "$1 has: $2"
    fi
}

# A student's copy: everything but the solutions.
for part in Makefile build grader lessons docs; do
    ln -s "$PWD/$part" "$copy/$part"
done
sh "$copy/grader/ladder/lesson.sh" 03_deadlock "$out/student"
made=$out/student/opposite_directions
has "$made.broken.html" 'From here on nobody can go on.'
has "$made.broken.html" '<svg role="img" aria-label="'
has "$made.broken.html" 'data-line="50"'
has "$made.game.html" 'where none of them can go on: payer a waits for'
has "$out/student/game.js" '"kind":"deadlock"'
lacks "$out/student/game.js" '"certificate"'
for part in right answer; do
    [ ! -e "$made.$part.html" ] || fail "$made.$part.html without solutions"
done

if [ -d solutions ]; then
    grader/ladder/lesson.sh 01_lock "$out/01"
    made=$out/01/two_threads
    has "$made.broken.html" '16: counter++;'
    has "$made.broken.html" 'It writes over what b has written since it looked.'
    has "$made.right.html" 'b waits for <code>counter_lock</code>'
    has "$made.right.html" '<code>counter_lock</code>: held by a'
    has "$made.right.html" '<code>counter</code> = 2'
    lacks "$made.right.html" 'counter++'
    lacks "$made.right.html" 'data-line'
    has "$made.answer.html" 'counter++'
    has "$made.answer.html" 'ladder-listing'
    # Of the answer no line is told.
    has "$made.game.html" 'two threads together lose no increment'
    has "$out/01/game.js" '"source":"counter++;"'
    has "$out/01/game.js" '"behaviours":2'
    lacks "$out/01/game.js" 'stop_on'
fi
echo "$failures failures"
[ "$failures" -eq 0 ]
