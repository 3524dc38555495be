#!/bin/sh
# What a learner does while a check runs, and what a machine lacks: none of it
# may change a verdict. Nothing here depends on time: a compiler in front of the
# real one (see gate_make) stands still until the test has done its part.
# shellcheck source=grader/tests/expect.sh
. grader/tests/expect.sh
root=$PWD
out=$root/build/test/out/check
rm -rf "$out"
mkdir -p "$out/bin"
export PATH="$out/bin:$PATH" LC_ALL=C
unset MAKEFLAGS MAKELEVEL MAKE_TERMOUT T S N
right=$root/solutions/01_lock/counter.c
racy=$root/grader/lessons/01_lock/skeleton.c
[ -f "$right" ] || exit 77

# gate_make WORD: the next compiler that has WORD among its arguments writes
# half a result, says so to `begun` and waits for `go`. `calls` lists all that
# have it.
gate_make() {
    real=$(PATH=${PATH#*:} command -v "$CC")
    rm -rf "$out/gate"
    mkdir "$out/gate"
    mkfifo "$out/gate/begun" "$out/gate/go" "$out/gate/said"
    cat >"$out/bin/$CC.new" <<EOF
#!/bin/sh
case " \$* " in
*'$1'*)
    echo call >>'$out/gate/calls'
    if mkdir '$out/gate/met' 2>/dev/null; then
        last=
        for word; do
            [ "\$last" != -o ] || echo half >"\$word"
            last=\$word
        done
        echo begun >'$out/gate/begun'
        read -r word <'$out/gate/go'
    fi
    ;;
esac
exec '$real' "\$@"
EOF
    chmod +x "$out/bin/$CC.new"
    mv "$out/bin/$CC.new" "$out/bin/$CC"
}

# heard NAME: waits for a line. (The limit is for a kit that is broken.)
heard() {
    timeout 120 head -n 1 "$out/gate/$1" || complain "nobody said: $1"
}

go() {
    timeout 120 sh -c "echo go >'$out/gate/go'" || complain "nobody waits"
}

# tree_make: a learner's copy, built.
tree_make() {
    tree=$out/tree
    mkdir -p "$tree/build"
    cp -a Makefile grader lessons "$tree"
    for part in compiler lib bin obj probe judge; do
        cp -a "build/$part" "$tree/build"
    done
    file=$tree/lessons/01_lock/counter.c
    said=$out/said.txt
}

# check STATUS TEXT: what make check says.
check() {
    status=0
    make -C "$tree" check L=01 >"$said" 2>&1 || status=$?
    expect_said "$1" "$2"
}

expect_said() {
    [ "$status" -eq "$1" ] || complain "status $status, not $1: $(cat "$said")"
    grep -qF -e "$2" "$said" || complain "not said: $2; but: $(cat "$said")"
}

echo "== two gradings of one folder: the second waits, and finds it done"
gate_make ' -E '
grader/grade.sh 01_lock "$right" "$out/two" >"$out/first.txt" 2>&1 &
first=$!
heard begun >/dev/null
grader/grade.sh --changed 01_lock "$right" "$out/two" \
    2>"$out/gate/said" >"$out/second.txt" &
second=$!
heard said | grep -q 'waiting' || complain "the second does not wait"
go
wait $first || complain "the first: $(cat "$out/first.txt")"
wait $second || complain "the second: $(cat "$out/second.txt")"
[ ! -s "$out/second.txt" ] || complain "graded again: $(cat "$out/second.txt")"
[ "$(wc -l <"$out/gate/calls")" -eq 1 ] || complain "it was compiled twice"

echo "== and where the second brings something else, each is graded"
gate_make ' -E '
grader/grade.sh 01_lock "$right" "$out/two" >"$out/first.txt" 2>&1 &
first=$!
heard begun >/dev/null
grader/grade.sh --changed 01_lock "$racy" "$out/two" \
    2>"$out/gate/said" >/dev/null &
second=$!
heard said >/dev/null
go
wait $first || complain "the first: $(cat "$out/first.txt")"
wait $second && complain "the second passes"
grep -q '^01_lock: fail' "$out/two/report.txt" || complain "no report of it"
[ ! -e "$out/two/passed" ] || complain "the stamp of the first is left"

echo "== who is killed while it grades leaves no stamp and no lock"
grader/grade.sh 01_lock "$right" "$out/two" >/dev/null
gate_make ' -E '
setsid grader/grade.sh 01_lock "$racy" "$out/two" >/dev/null 2>&1 &
first=$!
heard begun >/dev/null
kill -KILL "-$first"
wait $first 2>/dev/null && complain "it was not killed"
[ ! -e "$out/two/passed" ] || complain "the stamp of what was before is left"
flock -n "$out/two/lock" true || complain "the lock is left"

tree_make
echo "== a file that is edited while it is graded"
cp "$right" "$file"
gate_make ' -E '
make -C "$tree" check L=01 >"$said" 2>&1 &
first=$!
heard begun >/dev/null
cp "$racy" "$file"
go
status=0
wait $first || status=$?
expect_said 0 '01_lock: pass'
expect_said 0 'edited meanwhile'
make -C "$tree" -s list >"$out/list.txt"
grep -q 'passed, then changed' "$out/list.txt" ||
    complain "make list: $(cat "$out/list.txt")"
check 2 '01_lock: fail'
if grep -F "$out/tree/build" "$said" || grep -F 'graded.c' "$said"; then
    complain "it names the copy"
fi

echo "== what passed is graded again if it has changed, and only then"
cp "$right" "$file"
check 0 '  CHECK  lessons/01_lock/counter.c'
touch "$file"
check 0 'pass, nothing changed since it was graded'
touch -d '2001-01-01' "$tree/build/check/01_lock/passed"
check 0 'pass, nothing changed since it was graded'
(
    export LOCKSTEP_ENGINES=stress
    check 0 '  CHECK  lessons/01_lock/counter.c'
    exit "$wrong"
) || wrong=1
cp -p "$file" "$out/kept.c"
cp "$racy" "$file"
touch -r "$out/kept.c" "$file"
check 2 '01_lock: fail'

echo "== what can't be graded says why, and is no failure"
expect_no_grading() {
    check 2 "lessons/01_lock/counter.c $1"
    expect_said 2 '01_lock: could not be graded'
    [ ! -e "$tree/build/check/01_lock/record.json" ] || complain "a record"
    cp "$right" "$out/kept.c"
    rm -rf "$file"
}
rm "$file"
expect_no_grading 'is not there'
mkdir "$file"
expect_no_grading 'is a folder'
ln -s nowhere "$file"
expect_no_grading 'is a link to what is not there'
mkfifo "$file"
expect_no_grading 'is no file of text'
if [ "$(id -u)" -ne 0 ]; then
    install -m 0 "$right" "$file"
    expect_no_grading 'may not be read'
fi
: >"$file"
check 2 'lessons/01_lock/counter.c is empty.'
expect_said 2 '01_lock: build'
rm "$file"
echo 'const char *full = "No space left" + wrong;' >"$file"
check 2 'lessons/01_lock/counter.c:1:'
expect_said 2 '01_lock: build'
rm "$file"
ln -s "$right" "$file"
check 0 '01_lock: pass'

echo "== what is typed: small letters, a number as a target, a slip, no lesson"
# typed STATUS TEXT WORD...: what make says.
typed() {
    want=$1 text=$2 status=0
    shift 2
    make -C "$tree" "$@" >"$said" 2>&1 || status=$?
    expect_said "$want" "$text"
}
rm "$file"
cp "$right" "$file"
typed 0 '01_lock: pass' check l=01
typed 0 '01_lock: pass' check 01
typed 0 '01_lock: pass' 1
typed 0 'Hint 2 of 3' hint l=1 n=2
typed 2 'Did you mean make check?' chekc L=01
grep -q 'pass\|fail' "$said" && complain "a slip grades: $(cat "$said")"
typed 2 'make help' what_is_this
typed 2 '99' check 99

echo "== several lessons: a table, and the reports only if they are asked for"
typed 2 '1 of 2 lessons pass. Go on with lesson 02' check 01 02
grep -qF 'make check L=02' "$said" || complain "no next: $(cat "$said")"
grep -q 'step' "$said" && complain "a report beside the table"
[ "$(grep -vc "^make\|^  [A-Z][A-Z]" "$said")" -le 8 ] || complain "long: $(cat "$said")"
typed 2 '02_critical_section: fail, ' check 01 02 ALL=1

echo "== hints: for what was found, then for the lesson, then no more"
# hints TEXT...: one after the other says these.
hints() {
    for part; do
        typed 0 "$part" hint L=01
    done
}
cp "$racy" "$file"
check 2 '01_lock: fail'
typed 0 'The last check found: Data race on' hint L=01 N=1
expect_said 0 'Hint 1 of 6'
hints "Every access to \`counter\`" 'One mutex at file level' 'Hint 4 of 6' \
    'You need one mutex' 'That is the last one' 'There is no hint left'

echo "== hints: of another finding, which has a count of its own"
cat >"$file" <<'EOF'
#include "counter.h"
#include <stdatomic.h>
long counter;
void increment(size_t times)
{
    _Atomic long *shared = (_Atomic long *)&counter;
    for (; times > 0; times--)
        atomic_store(shared, atomic_load(shared) + 1);
}
EOF
check 2 '01_lock: fail'
hints 'No access is unprotected' 'Two protected steps are not one'
typed 2 'N=0 is no hint' hint L=01 N=0

echo "== hints: a question where there are none for the finding"
printf '#include <stdlib.h>\nvoid increment(size_t n) { exit((int)n); }\n' |
    sed '1i #include "counter.h"\nlong counter;' >"$file"
check 2 '01_lock: fail'
hints 'Who calls your function still has to go on' 'Hint 2 of 4'
echo '// edited' >>"$file"
typed 0 'Hint 1 of 3' hint L=01 N=1
grep -qF 'The last check' "$said" && complain "it speaks of another file"

echo "== what could not be set up: the picture ends with its use"
sed 's/error = \(pthread_cond_init(&box->not_empty\)/(void)\1/' \
    solutions/04_condition/mailbox.c >"$tree/lessons/04_condition/mailbox.c"
typed 2 'which could not be set up' check L=04
typed 0 'The call that sets it up can fail' hint L=04

awk -F '`' '/^\| `[a-z-]*`.* \| / { print $2 }' docs/grading.md >"$out/kinds"
grep -qx race "$out/kinds" || complain "no kinds: $(cat "$out/kinds")"
while read -r kind; do
    grep -q "^    $kind)$" grader/cli/hint.sh || complain "$kind: no question"
done <"$out/kinds"

echo "== play, replay: of the file as it is, by its name"
rm "$file"
echo 'int wrong = "' >"$file"
make -C "$tree" play L=01 T=two_threads >"$said" 2>&1 </dev/null &&
    complain "it plays what does not compile"
status=2
expect_said 2 'lessons/01_lock/counter.c:1:'
cp "$racy" "$file"
check 2 '01_lock: fail'
make -C "$tree" replay L=01 >"$said" 2>&1 || complain "replay: $(cat "$said")"
grep -qF 'lessons/01_lock/counter.c:16' "$said" || complain "$(cat "$said")"

echo "== after a pass: what to compare, to answer, and to see again"
# lines_expected TEXT...: what was said fits a terminal, and says each text.
lines_expected() {
    [ "$(grep -vc '^make' "$said")" -le 23 ] || complain "too long: $(cat "$said")"
    long=$(awk 'length > 80' "$said")
    [ -z "$long" ] || complain "too wide: $long"
    for part; do
        expect_said 0 "$part"
    done
}
cp "$right" "$file"
check 0 '01_lock: pass'
lines_expected '"Common mistakes" in the text' \
    'Question 1 of the text: The threads have been joined.' \
    'The old bug again: make replay L=01 OLD=1' 'Next: make read L=02'
mkdir -p "$tree/solutions"
cp -a solutions/01_lock "$tree/solutions"
check 0 'nothing changed'
lines_expected 'Compare with solutions/01_lock/counter.c' 'make replay L=01 OLD=1'
rm -r "$tree/solutions"
cp solutions/10_ticket_booking/booking.c "$tree/lessons/10_ticket_booking"
typed 0 '10_ticket_booking: pass' check 10
lines_expected 'with all 10 trials' 'classes of schedules' 'L=10 OLD=1'

echo "== the old bug: of a copy, which leaves the file and its record alone"
cp -a "$tree/build/check/01_lock/record.json" "$out/record.json"
typed 0 "     4   writes \`counter\`: 1" replay L=01 OLD=1
grep -qF 'build/replay/old/01_lock/counter.c:16' "$said" || complain "$(cat "$said")"
cmp "$right" "$file" || complain "the learner's file has changed"
cmp "$out/record.json" "$tree/build/check/01_lock/record.json" ||
    complain "the record has changed"
check 0 'nothing changed'
typed 2 'no failing schedule of one_thread' replay L=01 OLD=1 T=one_thread
cp "$racy" "$file"

echo "== play of no trial: they are listed, as the text has them, in lines that fit"
typed 2 "T names one of the lesson's trials" play L=10
long=$(grep -v '^make' "$said" | awk 'length > 80')
[ -z "$long" ] || complain "too wide: $long"
[ "$(awk '/^  [a-z]/ { print $1; exit }' "$said")" = rules ] ||
    complain "not in the order of the text: $(cat "$said")"

echo "== play: who is chosen by letter breaks it, undoes that, and goes on"
printf '%s\n' a a b b nobody b a u q | make -C "$tree" play L=01 \
    T=two_threads >"$said" 2>&1 && status=0
for part in 'Who goes on? Enter: a, u undo, r start over' 'none of the moves' \
    "  a   a writes \`counter\`   16: counter++;" 'Data race on'; do
    expect_said 0 "$part"
done
tail -n 3 "$said" | grep -q 'Who goes on?' || complain "u: $(cat "$said")"

echo "== a folder that can't be written"
: >"$out/plain"
for folder in "$out/plain/folder" /sys/lockstep; do
    status=0
    grader/grade.sh 01_lock "$right" "$folder" >"$said" 2>&1 || status=$?
    expect_said 2 "$folder: nothing can be written there"
done

echo "== a disk that is full: at the start, and in the midst of linking"
mkdir "$out/disk"
# shellcheck disable=SC2016 # the inner shell's
full() {
    status=0
    unshare --mount --map-root-user sh -c 'mount -t tmpfs -o "size=$1" none "$2" &&
        exec grader/grade.sh 01_lock "$3" "$2/result"' - "$1" "$out/disk" "$2" \
        >"$said" 2>&1 || status=$?
}
printf 'char large[32 << 20] = {1};\n' | cat "$right" - >"$out/large.c"
if unshare --mount --map-root-user mount -t tmpfs none "$out/disk"; then
    full 1m "$right"
    expect_said 2 'the disk is full'
    full 24m "$out/large.c"
    expect_said 2 'Next: '
    full 200m "$right"
    expect_said 0 '01_lock: pass'
else
    echo "no file system can be mounted here: not tried"
fi

echo "== two makes build the kit at once"
gate_make ' grader/stress/lock.c'
rm "$tree/build/obj/grader/stress/lock.o" "$tree/build/lib/stress.o"
make -C "$tree" kit >"$out/first.txt" 2>&1 &
first=$!
heard begun >/dev/null
make -C "$tree" kit >"$out/second.txt" 2>&1 ||
    complain "the second: $(cat "$out/second.txt")"
nm "$tree/build/obj/grader/stress/lock.o" >/dev/null || complain "half an object"
go
wait $first || complain "the first: $(cat "$out/first.txt")"
cp "$right" "$file"
check 0 '01_lock: pass'
exit "$wrong"
