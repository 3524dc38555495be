#!/bin/sh
# help.sh: what can be asked for, from the comments of the Makefile: `##@` opens
# a group, `## ` after a target says what it does.
. grader/cli/common.sh

echo "Lockstep: learn to make threads agree. ${bold}make TARGET$plain, where" \
    "TARGET is one of"
awk -v bold="$bold" -v plain="$plain" '
    /^##@ / { printf "\n%s%s%s\n", bold, substr($0, 5), plain }
    /^##  / { line = substr($0, 5); at = index(line, ":")
              printf "  %s %s\n", substr(line, 1, at - 1), substr(line, at + 2) }' Makefile
