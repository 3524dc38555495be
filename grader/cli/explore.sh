#!/bin/sh
# explore.sh : explores FILE, any program with a main, with the arguments ARGS.
. grader/cli/common.sh

if [ -z "${FILE:-}" ]; then
    echo "Which program? For example: make explore FILE=program.c" >&2
    exit 2
fi
# shellcheck disable=SC2086 # FILE, OPTIONS and ARGS hold several words
exec build/bin/explore ${OPTIONS:-} $FILE ${ARGS:+-- $ARGS}
