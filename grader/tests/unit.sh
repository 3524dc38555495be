#!/bin/sh
# Runs a binary of Criterion tests: unit.sh BINARY
set -eu
# A process of this number that was killed as it began may have left a name.
rm -f "/dev/shm/bxf_arena_$$"
exec "$1" --jobs 2 --verbose=1
