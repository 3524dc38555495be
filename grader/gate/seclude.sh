#!/bin/sh
# Makes a student's object keep to itself: seclude.sh OBJECT PROBE_OBJECT HEADER
#
# Only the lesson's own API stays global: the names that the lesson's grader
# calls and the lesson's header mentions. So a student's main(), or a copy of a
# function that the kit relies on, stays private to the student's file. The code
# moves to a section of its own, so that it is known whose a call is, and so do
# static data (see grader/seclude.sh).
set -eu
object=$1 probe=$2 header=$3

words=$(tr -cs 'A-Za-z0-9_' '\n' <"$header" | sort -u)
: >"$object.api"
nm --format=posix --undefined-only "$probe" | sed 's/ .*//' | sort -u |
    while read -r name; do
        if printf '%s\n' "$words" | grep -qx "$name" &&
            ! printf '%s\n' "$name" | grep -qE '^(pthread|sem|trial|__)_'; then
            echo "$name" >>"$object.api"
        fi
    done
objcopy --rename-section .text=student_text "$object" "$object.part"
grader/seclude.sh "$object" "$object.api" "$object.part"
rm "$object.part"
