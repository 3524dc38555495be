#!/bin/sh
# Runs a binary of Criterion tests: unit.sh BINARY
set -eu
exec "$1" --jobs 2 --verbose=1
