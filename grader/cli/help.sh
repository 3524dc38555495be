#!/bin/sh
# help.sh: what can be asked for, from the comments of the Makefile: `##@` opens
# a group, `## ` after a target says what it does.
. grader/cli/common.sh

echo "Lockstep: learn to make threads agree. ${bold}make TARGET$plain, where" \
    "TARGET is one of"
awk -v bold="$bold" -v plain="$plain" '
    /^##@ / { printf "\n%s%s%s\n", bold, substr($0, 5), plain }
    /^##  / { at = index($0, " : ")
              printf "  %-25s %s\n", substr($0, 5, at - 5), substr($0, at + 3)
    }' Makefile
