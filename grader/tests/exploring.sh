#!/bin/sh
# What the tests of the explorer share; sourced, from the kit's root.
#
# A program says in its first lines what the explorer must make of it:
#
#     /* What it is about.
#      * Finding: deadlock            (nothing must be found without this line)
#      * Options: --fail-calls        (for the explored program)
#      * Flags: -fcommon              (for the compiler)
#      * Each: -DHOW=1 -DHOW=2        (the same with each of these flags)
#      * Figures: "every":1           (patterns that its figures must match,
#      * Figures: "schedules":6[,}]    one a line)
#      * Note: misuse                 (what is noted at its end)
#      * Trace: "steps":7[,}]         (the same for the head of its trace)
#      */
#
# Where it has a line with FIX, nothing must be found with -DFIX.
export CC="${CC:-gcc}"
dir=build/test/explore/$(basename "$0" .sh)
rm -rf "$dir"
mkdir -p "$dir"
failures=0

# What the judge sets for probes, see grader/base/spawn_child.c.
tsan='halt_on_error=0:atexit_sleep_ms=0:exitcode=0:detect_deadlocks=0'
tsan=$tsan:history_size=7:report_signal_unsafe=0:report_destroy_locked=0

# said WORD FILE: what the program's first lines say under WORD, a line each.
said() {
    sed -n "1,12s/^ \* $1: //p" "$2"
}

# build FILE [FLAG]: the program with the explorer inside, as $dir/NAME. What
# lies in a folder that is called like the file belongs to it.
build() {
    out=$dir/$(basename "$1" .c)
    flags="$(said Flags "$1") ${2:-}"
    rm -rf "$out.parts"
    mkdir "$out.parts"
    for part in "$1" "${1%.c}"/*.c; do
        [ -e "$part" ] || continue
        # shellcheck disable=SC2086 # flags are words
        grader/compile.sh "$part" "$out.parts/$(basename "$part" .c).o" \
            -Wall -Wextra -Igrader $flags
    done
    grader/explore/tool/unite.sh "$out.o" "$out.parts"/*.o &&
        grader/link.sh explore/program "$out" "$out.o"
}

# observe NAME OPTION...: runs it; what it observes goes to $dir/NAME.out.
observe() {
    name=$1
    shift
    # A crash of the explored program ends it by that signal: no failure here.
    # The limit guards the machine; a busy one takes its time.
    TZ=LST-5:30 LC_ALL=C TSAN_OPTIONS=$tsan setarch -R timeout 600 "$dir/$name" "$@" \
        3>"$dir/$name.out" >"$dir/$name.stdout" 2>"$dir/$name.err" || :
}

# field NAME KEY: a text that the last run's trace has under KEY.
field() {
    sed -n "/\"t\":\"trace\"/s/.*\"$2\":\"\([^\"]*\)\".*/\1/p" "$dir/$1.out"
}

# figures NAME: the line of figures of the last run.
figures() {
    grep '"t":"engine"' "$dir/$1.out"
}

fail() {
    echo "FAILED: $*"
    failures=$((failures + 1))
}

# check FILE [OPTION...]: does the last build of FILE do what it must?
check() {
    file=$1
    name=$(basename "$file" .c)
    shift
    want=$(said Finding "$file")
    # shellcheck disable=SC2046 # options are words
    observe "$name" $(said Options "$file") "$@"
    got=$(field "$name" finding)
    if [ "$got" != "$want" ]; then
        fail "$name $*: ${got:-nothing} found instead of ${want:-nothing}"
    elif ! figures "$name" >/dev/null; then
        fail "$name $*: it says nothing of its search"
    fi
    noted=$(sed -n 's/.*"t":"note","kind":"\([^"]*\)".*/\1/p' "$dir/$name.out")
    if [ -n "$(said Note "$file")" ] && [ "$noted" != "$(said Note "$file")" ]
    then
        fail "$name $*: '$noted' noted instead of '$(said Note "$file")'"
    fi
    {
        said Figures "$file" | while read -r pattern; do
            figures "$name" | grep -qE "$pattern" || echo "$pattern"
        done
        said Trace "$file" | while read -r pattern; do
            grep '"t":"trace"' "$dir/$name.out" | grep -qE "$pattern" ||
                echo "$pattern"
        done
    } >"$dir/unmatched"
    while read -r pattern; do
        fail "$name $*: its figures lack $pattern: $(figures "$name")"
    done <"$dir/unmatched"
}

# check_fixed FILE: is nothing found in its corrected twin?
check_fixed() {
    name=$(basename "$1" .c)
    build "$1" -DFIX
    # shellcheck disable=SC2046 # options are words
    observe "$name" $(said Options "$1")
    got=$(field "$name" finding)
    if [ -n "$got" ] || ! figures "$name" >/dev/null; then
        fail "$name -DFIX: ${got:-it says nothing of its search}"
    fi
}

# conclude: ends the test.
conclude() {
    echo "$failures failures"
    [ "$failures" -eq 0 ]
}

# cases_compare FOLDER [NAME...]: calls `compare FILE CASE WANT FLAG...` for each
# case of the folder's programs, or of those with these names. They state them
# in their first comment:
#
#      * Case: relaxed -DORDER=relaxed    (a name, and flags for the compiler)
#      * Gives: 01 10                     (what must come of it)
cases_compare() {
    folder=$1 count=0
    shift
    for program in "$folder"/*.c; do
        case " ${*:-$(basename "$program" .c)} " in
        *" $(basename "$program" .c) "*) ;;
        *) continue ;;
        esac
        sed -n '/^ \* Case: /{
            N
            s/^ \* Case: \([^ ]*\)\(.*\)\n \* Gives: \(.*\)/\1|\3|\2/p
        }' "$program" >"$dir/cases"
        stated=$(grep -c 'Case:' "$program" || :)
        read=$(wc -l <"$dir/cases")
        if [ "$read" -eq 0 ] || [ "$read" -ne "$stated" ]; then
            fail "$(basename "$program"): $read of $stated cases can be read"
        fi
        while IFS='|' read -r case want flags; do
            # shellcheck disable=SC2086 # flags are words
            compare "$program" "$case" "$want" $flags </dev/null
        done <"$dir/cases"
    done
    echo "$count cases"
    [ "$count" -gt 0 ] || fail 'no program has such a name'
}
