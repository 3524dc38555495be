#!/bin/sh
# A machine that cannot detect races never costs points: such a grading is
# `invalid`, says what to do, and a learner's race is not a failure there.
#
# The machine is played by a copy of the tree made of links, in which the linker
# makes some other program instead of a probe (see machine/), and by a limit
# under which ThreadSanitizer really can't start.
# shellcheck source=grader/tests/expect.sh
. grader/tests/expect.sh
out=$PWD/build/test/out/machine
rm -rf "$out"

# words FLAGS: quoted for the script.
words() {
    for flag in $1; do
        printf "'%s' " "$flag"
    done
}

all_objects() {
    printf 'build/obj/grader/%s.o\n' "$@"
}

# machine NAME PROBE CONTROL: a tree whose probes are PROBE.c and whose control
# probe is CONTROL.c; "real" stands for the kit's own, and a word with -D for the
# kit's own, doomed so (see doomed.c).
machine() {
    tree=$out/$1
    mkdir -p "$tree/build/bin"
    for part in grader lessons build/judge build/probe build/lib build/test; do
        ln -s "$PWD/$part" "$tree/$part"
    done
    cp build/bin/gate "$tree/build/bin/gate"
    doomed="-Igrader grader/tests/machine/doomed.c"
    case $3 in
    real) cp build/bin/canary "$tree/build/bin/canary" ;;
    -D*)
        # shellcheck disable=SC2046,SC2086 # words
        gcc -fsanitize=thread -no-pie $3 $doomed \
            $(all_objects judge/control_main trial/canary trial/settle) \
            -Wl,--wrap=pthread_create,--wrap=pthread_join \
            -o "$tree/build/bin/canary"
        ;;
    *)
        $CC -g -no-pie -Igrader "grader/tests/machine/$3.c" \
            -o "$tree/build/bin/canary"
        ;;
    esac
    {
        echo '#!/bin/sh'
        echo "# Links machine/$2.c where a probe is asked for."
        echo "case \$* in *-no-pie*) ;; *) exec $CC \"\$@\" ;; esac"
        case $2 in
        -D*) echo "exec $CC \"\$@\" $(words "$2") $doomed" ;;
        *)
            echo "while [ \"\$1\" != -o ]; do shift; done"
            echo "exec $CC -g -no-pie -Igrader grader/tests/machine/$2.c -o \"\$2\""
            ;;
        esac
    } >"$tree/cc"
    chmod +x "$tree/cc"
}

# graded NAME SOURCE: grades in that tree.
graded() {
    cd "$out/$1" || exit 1
    saved=$CC
    CC=$out/$1/cc
    grade 01_lock "$2" "$out/$1/result"
    CC=$saved
    cd "$root" || exit 1
}

# expect_invalid OUT [WORDS]
expect_invalid() {
    expect_verdict invalid
    grep -qF -e "${2:-}" "$1/report.txt" || complain "$1/report.txt lacks: $2"
    if grep -q '^finding' "$facts"; then
        complain "a finding is charged: $(kinds)"
    fi
    if ! grep -q 'make doctor' "$1/report.txt"; then
        complain "$1/report.txt does not say what to do"
    fi
}

root=$PWD
racy=$root/grader/lessons/01_lock/skeleton.c
mkdir -p "$out"
cp "$racy" "$out/racy.c"

echo "== ThreadSanitizer cannot start"
machine no_start fatal fatal
graded no_start "$out/racy.c"
expect_invalid "$out/no_start/result"

echo "== it starts, but sees no race, not even the control's"
machine blind silent silent
graded blind "$out/racy.c"
expect_invalid "$out/blind/result"

echo "== it sees the control's race, but not the one after the learner's code"
machine silenced silent real
graded silenced "$out/racy.c"
expect_verdict integrity

echo "== one start in seven succeeds, as where addresses are drawn by lot"
unlucky='-DDOOM="unlucky"'
machine unlucky "$unlucky" real
graded unlucky "$out/racy.c"
expect_finding race
if [ -f "$root/solutions/01_lock/counter.c" ]; then
    cp "$root/solutions/01_lock/counter.c" "$out/right.c"
    graded unlucky "$out/right.c"
    expect_verdict pass
fi

echo "== no start succeeds, and the control's not each time"
machine hopeless "$unlucky -DLUCK=1000000" "$unlucky -DLUCK=2"
graded hopeless "$out/racy.c"
expect_invalid "$out/hopeless/result" 'vm.mmap_rnd_bits=28'

echo "== no start succeeds, though the control's do: it is the code"
machine mute "$unlucky -DLUCK=1000000" real
graded mute "$out/racy.c"
expect_verdict fail

echo "== what the runtime, the kernel and others do to a probe"
machine gives_up '-DDOOM="fatal"' real
graded gives_up "$out/racy.c"
expect_invalid "$out/gives_up/result" "ThreadSanitizer's runtime gave up"
machine files '-DDOOM="files"' real
graded files "$out/racy.c"
expect_invalid "$out/files/result" 'ulimit -f unlimited'
machine narrow '-DDOOM="narrow"' real
if [ -f "$out/right.c" ]; then
    graded narrow "$out/right.c"
    expect_invalid "$out/narrow/result" 'MiB of addresses for the probe'
fi
machine killed '-DDOOM="killed"' real
graded killed "$out/racy.c"
expect_verdict fail
expect_finding crash

echo "== the explorer itself crashes, in a thread's turn and in none"
for switches in 2 3 4; do
    crash="-DDOOM=\"\" -g -DSWITCHES=$switches -Wl,--wrap=__tsan_switch_to_fiber"
    machine "crash$switches" "$crash" real
    graded "crash$switches" "$root/solutions/01_lock/counter.c"
    expect_invalid "$out/crash$switches/result" 'the grader itself crashed, at'
done

# explored NAME STATUS WORDS: what `make explore` says there of a right program.
explored() {
    got=0
    build/bin/explore --cc "$out/$1/cc" grader/tests/explore/repeats.c \
        >"$out/$1/told.txt" 2>&1 || got=$?
    [ "$got" = "$2" ] || complain "$1: exploring ends with $got, not $2"
    tr -s ' \n' ' ' <"$out/$1/told.txt" | grep -q "$3" ||
        complain "$1: exploring does not say '$3': $(cat "$out/$1/told.txt")"
}

echo "== a program of one's own, explored where few or no starts succeed"
explored unlucky 0 'nothing found'
explored hopeless 2 'vm.mmap_rnd_bits=28'
machine loader '-DDOOM="loader"' real
explored loader 0 'nothing found'
machine no_loader '-DDOOM="loader" -DLUCK=1000000' real
explored no_loader 2 'ended before the explorer could begin'

explored narrow 2 'MiB of addresses for the probe'

echo "== no file more may be opened, so the linker finds no library"
machine files_few '-DDOOM="fatal"' real
cat >"$out/files_few/cc" <<END
#!/bin/sh
case \$* in *-no-pie*) ;; *) exec $CC "\$@" ;; esac
echo '/usr/bin/ld: cannot find -lm: Too many open files' >&2
exit 1
END
status=0
(cd "$out/files_few" && CC=$out/files_few/cc grader/grade.sh 01_lock \
    "$out/racy.c" "$out/files_few/result" >told.txt 2>&1) || status=$?
if [ "$status" != 2 ] || ! grep -q 'ulimit -n' "$out/files_few/told.txt"; then
    complain "too few files: $status, $(cat "$out/files_few/told.txt")"
fi

echo "== memory is limited, so ThreadSanitizer really cannot start"
(
    # shellcheck disable=SC3045 # dash has it
    ulimit -v 8000000
    grade 01_lock "$out/racy.c" "$out/limited"
    expect_invalid "$out/limited"
    exit "$wrong"
) || wrong=1

echo "== and without all that the same file fails"
grade 01_lock "$out/racy.c" "$out/plain"
expect_verdict fail
exit "$wrong"
