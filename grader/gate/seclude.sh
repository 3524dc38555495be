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

# Not nm: it loads the plugins of every compiler there is first, each a tenth of
# a second.
readelf --wide --symbols "$probe" | awk '
    NR == FNR {
        gsub(/[^A-Za-z0-9_]/, " ")
        for (i = 1; i <= NF; i++)
            mentioned[$i] = 1
        next
    }
    $7 == "UND" && $8 in mentioned && $8 !~ /^(pthread|sem|trial|__)_/ {
        print $8
    }
    ' "$header" - >"$object.api"
objcopy --rename-section .text=student_text "$object" "$object.part"
sh grader/seclude.sh "$object" "$object.api" "$object.part"
rm "$object.part"
