#!/bin/sh
# Makes a student's object keep to itself: seclude.sh OBJECT PROBE_OBJECT HEADER
#
# Only the lesson's own API stays global: the names that the lesson's grader
# calls and the lesson's header mentions. So a student's main(), or a copy of a
# function that the kit relies on, stays private to the student's file. Static
# data move to sections of their own, so that a probe can put them back between
# rounds, and so does the code, so that it is known whose a call is.
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
objcopy --keep-global-symbols="$object.api" \
    --rename-section .text=student_text \
    --rename-section .data=student_data \
    --set-section-flags .bss=alloc,load,data,contents \
    --rename-section .bss=student_bss,alloc,load,data,contents "$object"
