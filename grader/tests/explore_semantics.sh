#!/bin/sh
# What the explorer makes of small programs, each about one part of it.
set -eu
cd "$(dirname "$0")/../.."
. grader/tests/exploring.sh

for file in grader/tests/explore/*.c; do
    build "$file"
    check "$file"
done
conclude
