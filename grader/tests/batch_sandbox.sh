#!/bin/sh
# The sandbox: what can be seen, written and called in it; what it stops; that
# it leaves nothing behind; and that verdicts are the same in it.
#
# Run by root, everything of a probe's is tried a second time as nobody.
# shellcheck source=grader/tests/expect.sh
. grader/tests/expect.sh
out=$PWD/build/test/out/sandbox
rm -rf "$out"
mkdir -p "$out"
sandbox=build/bin/sandbox
# In every command line of what runs below, so that nothing of it is overlooked.
mark=inside$$
cp build/test/inside "$out/$mark"
inside=$out/$mark

if ! $sandbox works >"$out/works.txt"; then
    cat "$out/works.txt"
    echo "no sandbox can be made here: $(sed -n 's/^No.*here: //p' "$out/works.txt")"
    exit 77
fi

# inside MODE [ARGUMENT]: what a probe says; $user... runs it.
user=
inside() {
    # shellcheck disable=SC2086 # words
    $user setarch -R $sandbox probe -- "$inside" "$@"
}

# left: how many processes there are of what this test started.
left() {
    found | grep -c . || :
}

# found: their folders in /proc. (The pattern does not match grep's own line.)
found() {
    grep -ls "insid[e]${mark#inside}" /proc/[0-9]*/cmdline | sed 's|/cmdline||'
}

# expect_gone WHAT: nothing of it is there, or soon will be.
expect_gone() {
    tries=0
    while [ "$(left)" -ne 0 ] && [ "$tries" -lt 200 ]; do
        sleep 0.1
        tries=$((tries + 1))
    done
    if [ "$(left)" -ne 0 ]; then
        complain "$1: $(left) processes are left"
        for process in $(found); do
            tr '\0' ' ' <"$process/cmdline"
        done
        exit 1
    fi
}

# expect_ending STATUS TOLD OPTION... -- MODE [ARGUMENT]: how it ends, and what
# the judge is told.
expect_ending() {
    wanted=$1 told=$2
    shift 2
    options=
    while [ "$1" != -- ]; do
        options="$options $1"
        shift
    done
    shift
    status=0
    # shellcheck disable=SC2086 # words
    $user setarch -R $sandbox probe $options --tell 5 -- "$inside" "$@" \
        >"$out/said" 2>&1 5>"$out/told" || status=$?
    if [ "$status" -ne "$wanted" ] || [ "$(cat "$out/told")" != "$told" ]; then
        complain "$*: status $status, told '$(cat "$out/told")'"
    fi
    if [ "$(left)" -ne 0 ]; then
        complain "$*: processes are left"
    fi
}

try_all() {
    echo "== what can be seen"
    {
        printf '%s\n' / /proc /dev/ /dev/null /tmp/ /probe/ "/probe/$mark"
        while read -r library; do
            echo "$library"
            while library=${library%/*} && [ -n "$library" ]; do
                echo "$library/"
            done
        done <build/lib/libraries.txt
    } | sort -u >"$out/expected"
    # ThreadSanitizer maps a page from there.
    inside files | grep -v '^/tmp/tsan.rodata' | sort >"$out/seen"
    diff "$out/expected" "$out/seen" || complain "not these files are seen"

    echo "== where it can write"
    inside writes | grep -vxE '/tmp|/tmp/.new|/tmp/tsan.rodata.*' &&
        complain "more than /tmp can be written"
    # A probe that has settled opens no file to write, in /tmp neither.
    space=$(inside fill)
    if [ "$space" -ne 0 ]; then
        complain "/tmp took $space MiB"
    fi

    echo "== what is around it"
    inside surroundings 5<"$out/expected" </dev/null >"$out/around"
    grep '^descriptor' "$out/around" | grep -vxE 'descriptor [0-4]' &&
        complain "a descriptor too many"
    diff - "$out/around" <<-END || complain "not these surroundings"
		$(grep '^descriptor' "$out/around")
		variable PATH
		variable LANG
		variable LD_LIBRARY_PATH
		variable TSAN_OPTIONS
		variable TZ
		variable LC_ALL
		variable PWD
		process 1
		process 2
		user 1000 group 1000 groups -1
		CapPrm:	0000000000000000
		CapEff:	0000000000000000
		CapBnd:	0000000000000000
		NoNewPrivs:	1
		Seccomp:	2
		fixed layout 1
	END
    echo "$out" | inside secret | grep . &&
        complain "the path of the host shows"

    echo "== what it can call"
    inside calls >"$out/calls"
    if ! grep -qxE '[2-9][0-9] calls tried' "$out/calls" ||
        grep -v 'calls tried' "$out/calls"; then
        complain "calls that must fail: $(cat "$out/calls")"
    fi
    for call in $(inside call ''); do
        expect_ending 159 '' -- call "$call"
        grep 'came back' "$out/said" && complain "$call came back"
    done

    echo "== how it ends"
    expect_ending 0 '' -- files
    expect_ending 137 '' -- die 9
    expect_ending 137 'memory 314572800' --memory 300 -- eat 400
    expect_ending 137 'tasks 50' --tasks 50 -- crowd 200
    expect_ending 137 'wall 1' --wall 1 -- sleep
    expect_ending 137 'wall 1' --wall 1 -- spin
    expect_ending 0 '' -- fork
}

try_all
if [ "$(id -u)" -eq 0 ] && runuser -u nobody -- test -x "$inside"; then
    echo "== once more as nobody"
    user='runuser -u nobody --'
    try_all
    user=
    setarch -R $sandbox probe -- "$inside" sleep &
    want="bwrap 65534 $mark 65534 sandbox 0" tries=0 uids=
    while [ "$uids" != "$want" ] && [ "$tries" -lt 200 ]; do
        sleep 0.1
        tries=$((tries + 1))
        uids=$(for process in $(found); do
            echo "$(cat "$process/comm") $(stat -c %u "$process")"
        done | sort -u | xargs)
    done
    kill $!
    wait $! 2>/dev/null || :
    if [ "$uids" != "$want" ]; then
        complain "root's run so: $uids"
    fi
fi

echo "== a program that is not there, and no bubblewrap"
status=0
setarch -R $sandbox probe --tell 5 -- "$out/none$mark" 5>"$out/told" || status=$?
if [ "$status" -ne 125 ] || [ "$(cat "$out/told")" != "broken 0" ]; then
    complain "no program: status $status, told '$(cat "$out/told")'"
fi
mkdir "$out/path"
for program in sh cat; do
    ln -s "$(command -v $program)" "$out/path/$program"
done
if PATH=$out/path $sandbox works >"$out/works.txt" ||
    ! grep -q 'not installed' "$out/works.txt"; then
    complain "no bubblewrap: $(cat "$out/works.txt")"
fi

echo "== killed: nothing is left, whoever was hit, and whenever"
for after in 0 0.002 0.004 0.006 0.008 0.01 0.015 0.02 0.03 0.05 0.1 0.3; do
    for hit in parent sandbox group term; do
        setsid sh -c "$sandbox probe --parent \$\$ -- $inside sleep; :" &
        parent=$!
        sleep $after
        child=$(tr -d ' ' <"/proc/$parent/task/$parent/children" || :)
        case $hit in
        parent) kill -9 $parent ;;
        group) kill -9 -$parent 2>/dev/null || kill -9 $parent ;;
        sandbox) kill -9 "${child:-$parent}" ;;
        term) kill "${child:-$parent}" ;;
        esac
        wait $parent 2>/dev/null || :
        expect_gone "$hit after $after s"
    done
done

# tree PID: its descendants.
tree() {
    tr ' ' '\n' <"/proc/$1/task/$1/children" 2>/dev/null |
        while read -r child; do
            echo "$child"
            tree "$child"
        done
}

export LOCKSTEP_SANDBOX=on
cp grader/tests/hostile/loop_without_end.c "$out/loop.c"
for after in 0.3 0.6 0.9; do
    grader/grade.sh 01_lock "$out/loop.c" "$out/loop" >/dev/null 2>&1 &
    script=$!
    sleep $after
    all=$(tree $script)
    # What was the first below it may have ended by itself since.
    # shellcheck disable=SC2086 # numbers
    kill -9 $script ${all%%"
"*} 2>/dev/null || :
    wait $script 2>/dev/null || :
    for process in $all; do
        tries=0
        while [ -e "/proc/$process/root" ] && [ "$tries" -lt 600 ]; do
            sleep 0.1
            tries=$((tries + 1))
        done
        [ ! -e "/proc/$process/root" ] ||
            complain "$(tr '\0' ' ' <"/proc/$process/cmdline") is left"
    done
done

echo "== files that are hostile to a compiler"
# compiled FILE VERDICT WORDS: what becomes of it, and what its author is told.
compiled() {
    grade 01_lock "grader/tests/sandbox/$1.c" "$out/$1" >"$out/$1.txt"
    expect_verdict "$2"
    grep -q "$3" "$out/$1/compiler.txt" "$out/$1/report.txt" ||
        complain "$1: nobody is told '$3'"
}
compiled looks fail 'Data race'
compiled passwords build 'file not found: /etc/passwd'
compiled grows build 'too large'
compiled static build 'static data take 16384.0 MiB'
compiled macros build 'memory'
compiled memory fail 'used more than 2048 MiB of memory'
expect_finding crash
status=0
CC=$out/cc grader/grade.sh 01_lock "$out/loop.c" "$out/loop" 2>"$out/cc.txt" ||
    status=$?
if [ "$status" -ne 2 ] || ! grep -q 'not in /usr' "$out/cc.txt"; then
    complain "no compiler in sight: status $status, $(cat "$out/cc.txt")"
fi

echo "== more flags than a compiler is handed"
status=0
# shellcheck disable=SC2046 # words
$sandbox compile --source lessons/01_lock/counter.c \
    --header lessons/01_lock/counter.h --object "$out/object" \
    --text "$out/text" --calls "$out/calls" -- -Ilessons/01_lock \
    $(seq -f -DNUMBER%g 100) 2>"$out/flags.txt" || status=$?
if [ "$status" -ne 2 ]; then
    complain "a hundred flags: status $status, $(cat "$out/flags.txt")"
fi

# A mutant may be one that real threads show by chance.
echo "== the same facts inside and outside"
for file in grader/lessons/01_lock/skeleton.c solutions/01_lock/*.c \
    solutions/04_condition/*.c solutions/23_timeouts/*.c \
    grader/lessons/03_deadlock/mutants/*.patch \
    grader/lessons/17_atomics/variants/*.c \
    grader/tests/reports/compile_error.c grader/tests/hostile/loop_without_end.c \
    grader/tests/hostile/assembly.c grader/tests/hostile/crash_stack.c; do
    [ -f "$file" ] || continue
    lesson=$(lesson_of "$file")
    case $file in grader/tests/*) lesson=01_lock ;; esac
    case $file in
    *.patch) export LOCKSTEP_ENGINES=explore ;;
    *) unset LOCKSTEP_ENGINES ;;
    esac
    cp "$(code_of "$file")" "$out/answer.c"
    for LOCKSTEP_SANDBOX in on off; do
        grade "$lesson" "$out/answer.c" "$out/$LOCKSTEP_SANDBOX" >/dev/null
    done
    diff "$out/off/facts" "$out/on/facts" || complain "$file differs inside"
    diff "$out/off/compiler.txt" "$out/on/compiler.txt" ||
        complain "the compiler says something else of $file"
done
exit "$wrong"
