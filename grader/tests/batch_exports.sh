#!/bin/sh
# What the gradebook gives to other programs, read as they would read it.
#
# A made-up class with names that bite (class_book.c): no byte that a terminal
# obeys anywhere, the same score in every export, sheets filled in by the program
# itself, and memory that does not grow with what records hold.
# shellcheck source=grader/tests/expect.sh
. grader/tests/expect.sh
out=build/test/out/batch_exports
rm -rf "$out"
mkdir -p "$out"
students=50
build/test/class_book "$out" $students >"$out/memory.txt"

# Nothing that a terminal obeys, and no character that turns text round.
for file in "$out/grades.csv" "$out"/gradescope/*.json; do
    if LC_ALL=C grep -qP '[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]' "$file"; then
        complain "$file holds control characters"
    fi
    if grep -q "$(printf '\342\200\256')" "$file"; then
        complain "$file turns text round"
    fi
done
if grep -qE '^"?[=+@-]' "$out/grades.csv"; then
    complain "a formula begins a row of grades.csv"
fi

# The same score everywhere: the names are cut off, and scores stand between
# the empty login and the total.
build/bin/grade export "$out" --canvas "$out/canvas_in.csv" \
    --moodle "$out/moodle_in.csv" --lesson 01_lock >"$out/export.txt" 2>&1 ||
    complain "grade export failed: $(cat "$out/export.txt")"
for i in $(seq 0 $((students - 1))); do
    student=$(printf 's%04d' "$i")
    row=$(grep -o ",$student,,,.*" "$out/grades.csv" || :)
    lock=$(echo "$row" | cut -d, -f5)
    all=$(echo "$row" | cut -d, -f5-7)
    total=$(echo "$row" | cut -d, -f8)
    if ! grep -q ",$((9000 + i)),,,A,$all$(printf '\r')$" "$out/canvas.csv"; then
        complain "$student has $all, but not in canvas.csv"
    fi
    comma=$(echo "$lock" | tr . ,)
    if ! grep -qx "\"Teilnehmer/in$((9000 + i))\";x;$comma;100,00" \
        "$out/moodle.csv"; then
        complain "$student has $lock, but not in moodle.csv"
    fi
    if ! sed 's/\.0*,$/,/' "$out/gradescope/$student.json" |
        grep -qx "  \"score\": ${total:-0},"; then
        complain "$student has $total, but not in gradescope/$student.json"
    fi
done
if ! sed 's/A,[0-9.]*,[0-9.]*,[0-9.]*\r$/A,,,\r/' "$out/canvas.csv" |
    cmp - "$out/canvas_in.csv"; then
    complain "canvas.csv differs from its sheet beside the scores"
fi

# No two runs yet, and a second one that says the same is none.
status=0
build/bin/grade diff "$out" >"$out/diff.txt" 2>&1 || status=$?
[ $status -eq 2 ] || complain "grade diff of one run ended with $status"
build/test/class_book "$out" $students >/dev/null
build/bin/grade diff "$out" >"$out/diff.txt" 2>&1 &&
    complain "an equal run was added: $(cat "$out/diff.txt")"
build/test/class_book "$out" $((students - 1)) >/dev/null
build/bin/grade diff "$out" >"$out/diff.txt" ||
    complain "grade diff failed: $(cat "$out/diff.txt")"
grep -q '^s0049 .*not in the class any more' "$out/diff.txt" ||
    complain "grade diff does not know who left: $(cat "$out/diff.txt")"

# Ten times as many records of 100 kB: 30 MB that must not be kept.
build/test/class_book "$out/few" 12 100000 >"$out/few.txt"
build/test/class_book "$out/many" 120 100000 >"$out/many.txt"
few=$(tail -n 1 "$out/few.txt") many=$(tail -n 1 "$out/many.txt")
echo "memory: $few KiB for 12 students, $many KiB for 120"
[ $((many - few)) -lt 8000 ] ||
    complain "memory grows with the records: $few KiB, then $many KiB"
rm -rf "$out/few" "$out/many"

# Four times as many students, when what SQLite keeps is full: 10,000 more
# submissions, of which a few bytes each may be kept.
build/test/class_book "$out/few" 1000 >"$out/few.txt"
build/test/class_book "$out/many" 4000 >"$out/many.txt"
few=$(tail -n 1 "$out/few.txt") many=$(tail -n 1 "$out/many.txt")
echo "memory: $few KiB for 1000 students, $many KiB for 4000"
[ $((many - few)) -lt 2500 ] ||
    complain "memory grows with the class: $few KiB, then $many KiB"
rm -rf "$out/few" "$out/many"
exit $wrong
