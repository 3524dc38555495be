#!/bin/sh
# Turns a program with a main into one object: unite.sh OBJECT PART...
#
# Only the program itself would use a free() of its own: the C library keeps to
# its own, as its memory outlives a schedule. What the library hands out for the
# program to free would go to the wrong one. So such a program is refused, with
# exit status 1. So is one with code on its stack, which would crash in a probe
# (see link.sh), and one with OpenMP, whose runtime has threads of its own.
#
# Sections for single variables become parts of the usual ones, so that all are
# put back between schedules.
#
# A C++ program takes its library in, and what stands in for parts of that
# (explore/cplusplus/): so the library's calls are intercepted and its data put
# back as well. Constructors run in each schedule, from the section student_init.
# The program's own code, without what it has from headers of that library, lies
# in student_code.
set -eu
object=$1
shift
seen=main
root=$(dirname "$0")/../../..

# sections FILE...: their names.
sections() {
    readelf -SW "$@" | sed -n 's/^ *\[ *[0-9]*\] \(\.[^ ]*\) .*/\1/p' | sort -u
}

if readelf -SW "$@" | grep -q '\.note\.GNU-stack .* X '; then
    echo "explore: the program has a function in a function and takes its" \
        "address: that needs a stack that runs as code." >&2
    echo "Next: define each function outside of all others." >&2
    exit 1
fi
# Symbols as "own NAME", "used NAME" or "local NAME". Not by nm: it loads the
# plugins of every compiler there is first, each a tenth of a second.
readelf --wide --symbols "$@" | awk '
    $5 ~ /^(GLOBAL|WEAK|LOCAL)$/ {
        gsub(/\[[^]]*\]/, "")
        kind = $5 == "LOCAL" ? "local" : $7 == "UND" ? "used" : "own"
        print(kind, $8)
    }' >"$object.symbols"
if grep -qE '^used (GOMP_|__kmpc_|omp_[a-z])' "$object.symbols"; then
    echo "explore: the program uses OpenMP, whose threads can't be explored." \
        "Next: build it without -fopenmp, or explore what it computes with as" \
        "a program with pthreads." >&2
    exit 1
fi
awk '
    BEGIN {
        split("strdup strndup wcsdup getline getdelim __getdelim asprintf" \
            " vasprintf open_memstream open_wmemstream get_current_dir_name" \
            " canonicalize_file_name scandir tempnam reallocarray", all)
        for (i in all)
            lends[all[i]]
    }
    $1 == "own" { own[$2] }
    $1 == "used" { used[$2] }
    END {
        own_free = "free" in own ? "free" : "realloc" in own ? "realloc" : ""
        for (name in lends)
            if (own_free && (name in used) && !(name in own)) {
                printf("explore: the program has its own %s() and calls" \
                    " %s(), whose memory is the C library'\''s.\n" \
                    "Next: give its %s() another name, or do without %s().\n",
                    own_free, name, own_free, name) >"/dev/stderr"
                exit 1
            }
    }' "$object.symbols"

if grep -q ' _Z' "$object.symbols"; then
    library=$("${LOCKSTEP_CXX:-g++}" -print-file-name=libstdc++.a)
    if [ ! -e "$library" ]; then
        echo "explore: a C++ program needs the library libstdc++.a, and it is" \
            "not here. Next: install g++ (libstdc++-12-dev or later)." >&2
        exit 1
    fi
    ld -r -d --force-group-allocation -o "$object.own" "$@"
    own=$(sections "$object.own" | awk '
        /^\.text\.(unlikely\.|hot\.|startup\.)?_Z(N?K?(St|S[abdios]|9__gnu_cxx)|L[0-9]+__)/ {
            next
        }
        /^\.text(\.|$)/ { print "--rename-section " $1 "=student_code" }')
    # shellcheck disable=SC2086 # words
    objcopy --redefine-sym main=__lockstep_main $own \
        --rename-section .init_array=student_init "$object.own"
    seen="main __lockstep_caller"
    ld -r -d --force-group-allocation --wrap=exit \
        -o "$object.all" "$object.own" "$root/build/lib/cplusplus.o" "$library"
    objcopy --rename-section .init_array=student_init "$object.all"
    rm "$object.own"
    set -- "$object.all"
fi
renames=$(sections "$@" | awk '
        /^\.data\.rel\.ro/ { next }
        /^\.data\./ { print "--rename-section " $1 "=.data" }
        /^\.bss\./ { print "--rename-section " $1 "=.bss" }')
if [ -n "$renames" ]; then
    ld -r -d -o "$object.one" "$@"
    # shellcheck disable=SC2086 # words
    objcopy $renames "$object.one"
    set -- "$object.one"
fi
echo "$seen" | tr ' ' '\n' >"$object.names"
sh "$root/grader/seclude.sh" "$object" "$object.names" "$@"
rm -f "$object.one" "$object.all" "$object.symbols"
