#!/bin/sh
# What trial/touches.txt says of library calls is so. Not in each run: it takes
# minutes, and only a change of that file, or another C library, breaks it.
#
# Each line makes trials of two threads: one does the call, the other looks at
# what it is about, or writes it. In both engines that must be a race exactly if
# the call writes there, or reads or writes. And each pointer of the call is once
# one to nothing: a crash is then never the kit's own.
set -eu
cd "$(dirname "$0")/../.."
. grader/tests/exploring.sh
table=grader/trial/touches.txt

# A trial a line, and what must come of it: NAME yes|no LINE.
awk -v want="$dir/want" '
    function trial(first, second, race) {
        name = "t" NR "_" ++count[NR]
        printf "TOUCH(%s, %s, %s)\n", name, first, second
        print name, race, $0 >want
    }
    /^#/ || $2 == "hook" { next }
    $2 == "safe" || $2 == "static" {
        call = $0
        sub(/^[^ ]+ [^ ]+ /, "", call)
        trial(call, call, $2 == "static" ? "yes" : "no")
        next
    }
    {
        call = $0
        sub(/^[^ ]+ [^ ]+ [^ ]+ /, "", call)
        trial(call, "LOOK(" $3 ")", $2 ~ /w/ ? "yes" : "no")
        trial(call, "SET(" $3 ")", "yes")
    }
    BEGIN { print "#include \"tests/touches.h\"" }
' "$table" >"$dir/touches.c"
# A trial a pointer: it is replaced by one to nothing.
awk '
    /^#/ || $2 == "hook" { next }
    {
        call = $0
        if ($2 == "safe" || $2 == "static")
            sub(/^[^ ]+ [^ ]+ /, "", call)
        else
            sub(/^[^ ]+ [^ ]+ [^ ]+ /, "", call)
        before = ""
        pointer = "(&(own\\(\\)->)?|[(, ])[a-z_0-9]+[,)]"
        while (match(call, pointer)) {
            # With what stands before it, if that is not its own.
            from = substr(call, RSTART, 1) == "&" ? RSTART : RSTART + 1
            what = substr(call, from, RSTART + RLENGTH - 1 - from)
            start = before substr(call, 1, from - 1)
            call = substr(call, from + length(what))
            if (what ~ /^&|^(text|other|numbers|cut|format|delimiters)$/)
                print "CALL(b" NR "_" ++count[NR] ", " start "bad" call ")"
            before = start what
        }
    }
    BEGIN { print "#include \"tests/touches.h\"" }
' "$table" >"$dir/bad.c"

# build_object NAME [FLAG...]
build_object() {
    name=$1
    shift
    grader/compile.sh "$dir/$name.c" "$dir/$name.o" -Igrader "$@"
    objcopy --rename-section .text=student_text \
        --rename-section .data=student_data \
        --set-section-flags .bss=alloc,load,data,contents \
        --rename-section .bss=student_bss,alloc,load,data,contents \
        "$dir/$name.o"
}
for nowhere in 16 0; do
    build_object bad -DNOWHERE=$nowhere
    grader/link.sh explore/touches_explore "$dir/bad" "$dir/bad.o"
    TSAN_OPTIONS=$tsan setarch -R timeout 120 "$dir/bad" \
        >"$dir/got" 2>"$dir/err" || fail "bad pointers: $(tail -1 "$dir/err")"
    [ "$(grep -c . "$dir/got")" -eq "$(grep -c CALL "$dir/bad.c")" ] ||
        fail "not every call with a bad pointer was tried"
    grep ' ended$' "$dir/got" >/dev/null || fail "no bad pointer does any harm"
    sed -n 's/ kit$//p' "$dir/got" >"$dir/kits"
    while read -r trial; do
        fail "a crash as if of the kit: $nowhere: $(grep "($trial," "$dir/bad.c")"
    done <"$dir/kits"
done
build_object touches
for engine in explore stress; do
    grader/link.sh $engine/touches_$engine "$dir/$engine" "$dir/touches.o"
    TSAN_OPTIONS=$tsan setarch -R timeout 600 "$dir/$engine" \
        >"$dir/got" 2>"$dir/err" || fail "$engine: $(tail -1 "$dir/err")"
    while read -r trial race line; do
        grep -qx "$trial $race" "$dir/got" ||
            fail "$engine: race: $(grep "^$trial " "$dir/got"), not $race: $line"
    done <"$dir/want"
done
conclude
