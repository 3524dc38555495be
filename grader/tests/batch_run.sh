#!/bin/sh
# A class is graded once, whatever interrupts it.
#
# A dozen submissions are graded undisturbed, then once more with the run, its
# workers or what they started killed by SIGKILL at moments that a seed decides
# (SEED=n, printed), until it is done: the records must be the same, none made
# twice, and nothing left behind. Then: two runs at once, a polite end, seeds
# and trials of the instructor's, a machine that fails or takes for ever, and
# the bar on a terminal. Where no sandbox can be made all this is tried without.
# shellcheck source=grader/tests/expect.sh
. grader/tests/expect.sh
out=$PWD/build/test/out/batch_run
rm -rf "$out"
mkdir -p "$out/tmp" "$out/in"
export TMPDIR="$out/tmp"
# shellcheck source=grader/tests/batch.sh
. grader/tests/batch.sh
seed=${SEED:-$(date +%s)}
echo "SEED=$seed"

# hand_in STUDENT LESSON SOURCE
hand_in() {
    mkdir -p "$out/in/$1"
    header=$(basename "lessons/$2"/*.h .h)
    cp "$3" "$out/in/$1/$header.c"
}

echo '#include "counter.h"' >"$out/broken.c"
echo 'long counter; void increment(size_t n) { counter += n }' >>"$out/broken.c"
{
    echo '#include "counter.h"'
    echo 'long counter;'
    echo 'void increment(size_t n) { __asm__("nop"); counter += (long)n; }'
} >"$out/hostile.c"
echo 'long counter; /* no increment() */' >"$out/incomplete.c"
answers=0
root=$PWD
hand_in skeleton 01_lock grader/lessons/01_lock/skeleton.c
hand_in skeleton 02_critical_section \
    grader/lessons/02_critical_section/skeleton.c
hand_in twin 01_lock grader/lessons/01_lock/skeleton.c
hand_in broken 01_lock "$out/broken.c"
hand_in incomplete 01_lock "$out/incomplete.c"
hand_in hostile 01_lock "$out/hostile.c"
for answer in solutions/01_lock/*.c solutions/02_critical_section/*.c \
    grader/lessons/01_lock/mutants/*.patch grader/lessons/01_lock/variants/*.c \
    grader/lessons/02_critical_section/mutants/*.patch; do
    if [ -f "$answer" ] && [ "$answers" -lt 8 ]; then
        answers=$((answers + 1))
        hand_in "answer$answers" "$(lesson_of "$answer")" "$(code_of "$answer")"
    fi
done
submissions=$((6 + answers))
echo 'int x;' >"$out/in/twin/homework.c"

# grade_run NAME [OPTION...]: grades the class into NAME; `exec`s, so that a
# subshell of it is the run.
grade_run() {
    name=$1
    shift
    exec build/bin/grade run "$out/in" "$out/$name" ${sandbox:+"$sandbox"} "$@"
}

# ended NAME WANTED [OPTION...]: grades to the end and expects that status.
ended() {
    name=$1 wanted=$2
    shift 2
    status=0
    (grade_run "$name" "$@") >"$out/$name.txt" 2>&1 || status=$?
    if [ "$status" -ne "$wanted" ]; then
        complain "grading into $name ended with $status, not $wanted"
        tail -n 20 "$out/$name.txt"
    fi
}

# begun NAME [OPTION...]: grades in the background; its process is $run.
begun() {
    (grade_run "$@") >>"$out/$1.txt" 2>&1 &
    run=$!
}

# started NAME: waits until a worker of it has a task, or it is over.
started() {
    while kill -0 "$run" && ! { grep -qs ' start ' "$out/$1/grade.log" &&
        pgrep -P "$run" >/dev/null; }; do
        sleep 0.05
    done
}

# relatives: processes that have to do with this test's folders, but this one.
relatives() {
    for process in /proc/[0-9]*; do
        pid=${process#/proc/}
        if [ "$pid" != $$ ] && tr '\0' '\n' 2>/dev/null <"$process/environ" |
            grep -qxF "TMPDIR=$out/tmp"; then
            mine=$(tr '\0' ' ' 2>/dev/null <"$process/cmdline") || mine=''
            case $mine in
            *"$out/in"* | */grade\ * | */judge/* | *grade.sh*) echo "$pid $mine" ;;
            esac
        fi
        case $(tr '\0' ' ' 2>/dev/null <"$process/cmdline") in
        *"$out/tmp/lockstep-"*) echo "$pid in a work folder" ;;
        esac
    done
}

# nothing_left WHEN: no process, no work folder.
nothing_left() {
    for try in 1 2 3 4 5 6 7 8 9 10; do
        left=$(relatives)
        if [ -z "$left" ] && [ -z "$(ls "$out/tmp")" ]; then
            return
        fi
        sleep "0.$try"
    done
    complain "left $1: $left $(find "$out/tmp" | head -n 5)"
}

# records NAME: its records, named from the folder of records.
records() {
    (cd "$out/$1/records" && find . -type f | sort)
}

# once NAME: no task was started after its record had been made.
once() {
    awk -v name="$1" '
        $2 == "graded" { made[$4] = 1 }
        $2 == "start" && made[$4] {
            print "WRONG: " $4 " was graded again into " name; wrong = 1
        }
        END { exit wrong }' "$out/$1/grade.log" || wrong=1
}

echo "== undisturbed"
ended quiet 0
grep -q "a remark on 1 student," "$out/quiet.txt" ||
    complain "nobody is told of a file that no lesson names"
nothing_left "by an undisturbed run"
made=$(records_count "$out/quiet")
if [ "$made" -ne $((submissions - 1)) ]; then
    complain "$made records of $submissions submissions, of which two are equal"
fi

# verdict_of STUDENT WANTED: looks the record up by the content handed in.
verdict_of() {
    sum=$(sha256sum <"$out/in/$1/counter.c" | cut -d ' ' -f 1)
    file=$(grep -lF "\"source_sha256\": \"$sum\"" "$out"/quiet/records/01_lock/*)
    build/test/record_facts "$file" >"$out/facts"
    facts=$out/facts
    expect_verdict "$2"
    for text in "$out" "$PWD" /tmp/lockstep; do
        if grep -qF "$text" "$file"; then
            complain "$1's record names $text"
        fi
    done
}
verdict_of skeleton fail
expect_finding race
if ! has 'finding two_threads race counter.c:[0-9]+ counter.c:[0-9]+'; then
    complain "the race is not placed in counter.c: $(grep race "$facts")"
fi
verdict_of broken build
verdict_of incomplete build
verdict_of hostile integrity
if [ -d "$out/in/answer1" ] && [ -d solutions ]; then
    verdict_of answer1 pass
fi

echo "== nothing new: nothing is graded"
echo old >"$out/quiet/canvas.csv"
ended quiet 0
! grep -q canvas.csv "$out/quiet.txt" ||
    complain "it offers a sheet of an earlier run"
if [ "$(grep -c ' start ' "$out/quiet/grade.log")" -ne "$made" ]; then
    complain "an unchanged class was graded again"
fi
grep -q "$made of $made were graded before" "$out/quiet.txt" ||
    complain "it does not say that everything was graded before"

echo "== killed, again and again"
kills=0 finished=0
while [ "$kills" -lt 12 ] && [ "$finished" -eq 0 ]; do
    kills=$((kills + 1))
    # What dies, and when: hundredths of a second after the start.
    choice=$(awk -v x="$(((seed + 7919 * kills) % 65537))" 'BEGIN {
        for (i = 0; i < 5; i++) x = (75 * x + 74) % 65537
        print x % 4, 30 + int(x / 4) % 170 }')
    when=${choice#* }
    begun killed --jobs $((kills % 2 + 1))
    sleep "$((when / 100)).$(printf %02d $((when % 100)))"
    workers=$(pgrep -P "$run" || :)
    below=$(for worker in $workers; do pgrep -P "$worker" || :; done)
    case ${choice% *} in
    0) victims=$run what="the run" ;;
    1) victims="$run $workers" what="the run and its workers" ;;
    2) victims="$workers" what="the workers" ;;
    3) victims="$below $run" what="the run and what its workers started" ;;
    esac
    # shellcheck disable=SC2086 # words
    kill -9 $victims 2>/dev/null || :
    if [ "${choice% *}" -eq 2 ]; then
        kill -9 "$run" 2>/dev/null || :
    fi
    status=0
    wait "$run" 2>/dev/null || status=$?
    case $status in
    0) finished=1 ;;
    137) ;;
    *) complain "it broke down: $(tail -n 3 "$out/killed.txt")" ;;
    esac
    echo "killed $what after $when hundredths: status $status," \
        "$(records_count "$out/killed") records"
    # What is there is whole and stays as it is.
    mkdir -p "$out/killed/records"
    stamps "$out/killed/records" >"$out/now"
    while read -r file rest; do
        build/test/record_facts "$out/killed/records/$file" >/dev/null ||
            complain "half a record: $file ($rest)"
    done <"$out/now"
    if [ -f "$out/before" ] && comm -23 "$out/before" "$out/now" | grep .; then
        complain "records changed or went"
    fi
    mv "$out/now" "$out/before"
done
ended killed 0
nothing_left "after kills"
once killed
same_records "$out/quiet/records" "$out/killed/records"
stamps "$out/killed/records" | comm -13 - "$out/before" | grep . &&
    complain "a record was made again"

echo "== neither the environment nor the folder matters"
source=$out/in/skeleton/counter.c
(
    cd / && env LANG=de_DE.UTF-8 LC_ALL=C.UTF-8 HOME=/nowhere TZ=Asia/Tokyo \
        CFLAGS=-DNOISE CPATH=/tmp TSAN_OPTIONS=report_bugs=0 LOCKSTEP_GATE=open \
        LOCKSTEP_SEED=99 GCC_COLORS=error=31 MAKEFLAGS=-n \
        "$root/build/bin/grade" one --lesson 01_lock --source "$source" \
        --record "$out/one.json" ${sandbox:+"$sandbox"}
) || complain "grade one failed in another environment"
sum=$(sha256sum <"$source" | cut -d ' ' -f 1)
build/test/record_same "$out/one.json" \
    "$(grep -lF "\"source_sha256\": \"$sum\"" "$out"/quiet/records/01_lock/*)" ||
    complain "another environment makes another record"
ln -s "$source" "$out/link.c"
for bad in "$out/link.c" "$out/in" /dev/zero "$out/none.c"; do
    status=0
    build/bin/grade one --lesson 01_lock --source "$bad" \
        --record "$out/no.json" ${sandbox:+"$sandbox"} 2>/dev/null || status=$?
    if [ "$status" -ne 2 ] || [ -e "$out/no.json" ]; then
        complain "$bad was graded (status $status)"
    fi
done

echo "== the workers are killed, the run goes on"
begun workers --jobs 2
started workers
# shellcheck disable=SC2046 # words
kill -9 $(pgrep -P "$run") 2>/dev/null || complain "there were no workers"
status=0
wait "$run" || status=$?
[ "$status" -eq 0 ] || complain "a killed worker's task was not tried again"
grep -q ' missed .*signal 9' "$out/workers/grade.log" ||
    complain "the log does not tell of a killed worker"
nothing_left "after killed workers"

echo "== two at once, and a polite end"
begun polite --jobs 1 --seeds 2,3,4,5
started polite
status=0
(grade_run polite) >"$out/second.txt" 2>&1 || status=$?
[ "$status" -eq 2 ] || complain "a second run ended with $status"
grep -q 'another run is grading' "$out/second.txt" ||
    complain "a second run was not told why"
kill -INT "$run"
status=0
wait "$run" || status=$?
[ "$status" -eq 130 ] || complain "interrupted, it ended with $status"
grep -q 'goes on with the other' "$out/polite.txt" ||
    complain "interrupted, it does not say how to go on"
nothing_left "after a polite end"
ended polite 0 --seeds 2,3,4,5
once polite

echo "== seeds and trials"
printf '# two more\n7\n  0x2a # as hexadecimal\n' >"$out/seeds"
mkdir "$out/trials"
cat >"$out/trials/01_lock.c" <<'END'
#include "counter.h"

#include "trial/trial.h"

static void *count(void *times)
{
    increment(*(const size_t *)times);
    return NULL;
}

TRIAL(instructors, "three threads lose no increment", .points = 40)
{
    size_t n = 1;

    trial_spawn("x", count, &n);
    trial_spawn("y", count, &n);
    trial_spawn("z", count, &n);
    trial_run();
    trial_expect(counter == 3, "counter is %ld after 3 increments", counter);
}
END
ended more 0 --seeds "$out/seeds" --trials "$out/trials"
records quiet >"$out/want"
[ "$(records more | comm -12 - "$out/want" | grep -c .)" -eq 0 ] ||
    complain "other seeds make no other key"
for file in "$out"/more/records/*/*.json; do
    tr -d ' \n' <"$file" | grep -q '"seeds":\[1,7,42\]' ||
        complain "$file does not tell the seeds"
    build/test/record_facts "$file" >"$out/facts"
    case $file in
    */01_lock/*) want='points [0-9]+ 140' ;;
    *) want='points [0-9]+ 100' ;;
    esac
    has "$want" || complain "$file: $(grep ^points "$facts"), not $want"
done
sed -i 's/counter == 3/no_such_thing == 3/' "$out/trials/01_lock.c"
ended spoilt 2 --trials "$out/trials"
grep -q '01_lock.c:[0-9:]* error: .*no_such_thing' "$out/spoilt.txt" ||
    complain "the compiler's words on a trial are not shown"
[ ! -d "$out/spoilt/records/01_lock" ] ||
    [ -z "$(ls "$out/spoilt/records/01_lock")" ] ||
    complain "it graded without the trials that do not compile"
echo 'seven' >"$out/seeds"
ended spoilt 2 --seeds "$out/seeds"
grep -q "seeds:1: 'seven' is no seed" "$out/spoilt.txt" ||
    complain "a bad seed is not named"

echo "== the machine fails"
tree=$out/tree
mkdir -p "$tree/grader" "$tree/build/bin"
ln -s "$PWD"/lessons "$tree/"
ln -s "$PWD"/grader/* "$tree/grader/"
ln -s "$PWD"/build/judge "$PWD"/build/probe "$PWD"/build/lib "$tree/build/"
ln -s "$PWD"/build/bin/* "$tree/build/bin/"
rm "$tree/grader/grade.sh" "$tree/build/bin/grade"
cp build/bin/grade "$tree/build/bin/"
printf '#!/bin/sh\necho the disk is on fire\nexit 2\n' >"$tree/grader/grade.sh"
chmod +x "$tree/grader/grade.sh"
status=0
"$tree/build/bin/grade" run "$out/in" "$out/fails" --unsandboxed \
    >"$out/fails.txt" 2>&1 || status=$?
[ "$status" -eq 1 ] || complain "a machine that fails gave status $status"
grep -q 'skeleton 0.* could not be graded: the disk is on fire' \
    "$out/fails.txt" || complain "who could not be graded is not named"
[ "$(grep -c ' start ' "$out/fails/grade.log")" -eq $((2 * made)) ] ||
    complain "what failed was not tried twice"
[ "$(records_count "$out/fails")" -eq 0 ] || complain "a failure left a record"
nothing_left "by a machine that fails"
printf '#!/bin/sh\nsetsid sleep 1000 & sleep 1000\n' >"$tree/grader/grade.sh"
status=0
"$tree/build/bin/grade" one --lesson 01_lock --source "$source" --wall 2 \
    --record "$out/no.json" --unsandboxed 2>"$out/slow.txt" || status=$?
[ "$status" -eq 2 ] || complain "what takes for ever gave status $status"
grep -q 'more than 2 seconds' "$out/slow.txt" ||
    complain "it does not say what took too long"
nothing_left "by what takes for ever"

echo "== a terminal"
if command -v script >/dev/null; then
    rm -rf "$out/bar"
    TERM=xterm script -qec "stty cols 100; build/bin/grade run $out/in \
        $out/bar $sandbox" /dev/null >"$out/bar.txt" || :
    esc=$(printf '\033')
    for text in "${esc}\[?25l" "${esc}\[?25h" "${esc}\[32m\[#*" \
        "\] [0-9]*/$made pass" "left"; do
        grep -q "$text" "$out/bar.txt" ||
            complain "on a terminal there is no $text"
    done
    rm -rf "$out/bar"
    NO_COLOR=1 TERM=xterm script -qec "build/bin/grade run $out/in \
        $out/bar $sandbox" /dev/null >"$out/bar.txt" || :
    ! grep -q "${esc}\[[0-9]*m" "$out/bar.txt" || complain "NO_COLOR has colour"
else
    echo "no script(1) here: the bar was not tried"
fi
! grep -q "$(printf '\033')" "$out/quiet.txt" ||
    complain "off a terminal there are escape sequences"

echo "== a work folder that everybody may write to is none"
shared=$out/shared/lockstep-$(id -u)
mkdir -p "$shared" "$out/guarded"
chmod 777 "$shared"
name=$(printf '%s' "$(realpath "$out/guarded")" | sha256sum | cut -c 1-16)
mkdir "$shared/$name"
echo other >"$shared/$name/file"
status=0
(TMPDIR=$out/shared && grade_run guarded) >"$out/guarded.txt" 2>&1 || status=$?
[ "$status" -eq 2 ] || complain "in a work folder of others: status $status"
grep -q 'is not a folder of your own' "$out/guarded.txt" ||
    complain "it is not said that the work folder is another's"
[ -s "$shared/$name/file" ] || complain "what others have was removed"

echo "== from another folder, into one whose name is a number"
(cd "$out" && "$root/build/bin/grade" intake in 2026 >"$out/intake.txt") ||
    complain "grade intake failed in another folder"
[ -s "$out/2026/intake.json" ] || complain "OUT was not where it was named"
rm -rf "$root/2026"

echo "== asked wrongly"
for words in "" "run" "run a" "run a b c" "run a b --no-such" "nonsense" \
    "run a b --jobs 0" "run a b --executor nobody" "one --lesson 01_lock" \
    "diff $out/quiet one" "export $out/quiet"; do
    status=0
    # shellcheck disable=SC2086 # words
    build/bin/grade $words >"$out/wrong.txt" 2>&1 || status=$?
    if [ "$status" -ne 2 ] || [ ! -s "$out/wrong.txt" ]; then
        complain "'grade $words' ended with $status: $(cat "$out/wrong.txt")"
    fi
done
if [ -e a ] || [ -e b ]; then
    complain "a folder was made for what was asked wrongly"
    rm -rf a b
fi
for words in "$out/none $out/never" "$out/in $out/in" "$out/in $out/in/x/y"; do
    status=0
    # shellcheck disable=SC2086 # words
    build/bin/grade intake $words >"$out/wrong.txt" 2>&1 || status=$?
    if [ "$status" -ne 2 ] || [ -e "$out/never" ] || [ -e "$out/in/x" ]; then
        complain "'grade intake $words' ended with $status or began to work"
    fi
done
for words in "$out/none $out/never" "$out/in $out/in" "$out/in $out/in/x/y" \
    "$out/in $out/never --roster $out/none" \
    "$out/in $out/never --canvas $out/none" \
    "$out/in $out/never --moodle $out/none" \
    "$out/in $out/never --policy $out/none" \
    "$out/in $out/never --trials $out/none" \
    "$out/in $out/never --lesson 99_none"; do
    status=0
    # shellcheck disable=SC2086 # words
    build/bin/grade run $words ${sandbox:+"$sandbox"} \
        >"$out/wrong.txt" 2>&1 || status=$?
    if [ "$status" -ne 2 ] || [ -e "$out/never" ] || [ -e "$out/in/x" ]; then
        complain "'grade run $words' ended with $status or began to work"
    fi
done
exit "$wrong"
