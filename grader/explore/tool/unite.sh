#!/bin/sh
# Turns a program with a main into one object: unite.sh OBJECT PART...
#
# Only the program itself would use a free() of its own: the C library keeps to
# its own, as its memory outlives a schedule. What the library hands out for the
# program to free would go to the wrong one. So such a program is refused, with
# exit status 1. So is one with code on its stack, which would crash in a probe
# (see link.sh), and one with OpenMP, whose runtime has threads of its own.
set -eu
object=$1
shift
if readelf -SW "$@" | grep -q '\.note\.GNU-stack .* X '; then
    echo "explore: the program has a function in a function and takes its" \
        "address: that needs a stack that runs as code." >&2
    echo "Next: define each function outside of all others." >&2
    exit 1
fi
if nm --undefined-only --format=posix "$@" |
    grep -qE '^(GOMP_|__kmpc_|omp_[a-z])'; then
    echo "explore: the program uses OpenMP, whose threads can't be explored." \
        "Next: build it without -fopenmp, or explore what it computes with as" \
        "a program with pthreads." >&2
    exit 1
fi
nm --extern-only --format=posix "$@" | awk '
    BEGIN {
        split("strdup strndup wcsdup getline getdelim __getdelim asprintf" \
            " vasprintf open_memstream open_wmemstream get_current_dir_name" \
            " canonicalize_file_name scandir tempnam reallocarray", all)
        for (i in all)
            lends[all[i]]
    }
    $2 ~ /^[A-TV-Z]$/ { own[$1] }
    $2 == "U" { used[$1] }
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
    }'
echo main >"$object.names"
"$(dirname "$0")/../../seclude.sh" "$object" "$object.names" "$@"
