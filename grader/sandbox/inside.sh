#!/bin/sh
# What `sandbox compile` runs inside: inside.sh SOURCE FLAG...
#
# Preprocesses and compiles the file in the private /tmp and hands the results
# out through the descriptors 3 to 5, only when all are whole. Exit status: 1
# if the file does not compile, 3 if the compiler can't be run here, 4 if it
# broke down over the file.
set -eu
source=$1
shift
for program in "${CC%% *}" gcc as sed cat; do
    if ! command -v "$program" >/dev/null; then
        echo "sandbox: $program is not in /usr, and only that can be seen here"
        exit 3
    fi
done
TEXT=/tmp/student.i CALLS=/tmp/student.calls sh /kit/compile.sh "$source" /tmp/student.o "$@" || {
    status=$?
    [ "$status" -eq 1 ] || exit 4
    exit 1
}
cat /tmp/student.o >&3
cat /tmp/student.i >&4
cat /tmp/student.calls >&5
