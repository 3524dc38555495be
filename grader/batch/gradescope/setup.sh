#!/bin/sh
# Gradescope runs this once, as root, when it builds the autograder's image:
# installs what grading needs and builds the kit. The packages' names are those
# of Debian 12 and Ubuntu 22.04 alike.
set -eu
kit=${AUTOGRADER:-/autograder}/source/lockstep
if ! command -v make >/dev/null; then
    apt-get update
    DEBIAN_FRONTEND=noninteractive apt-get install -y make
fi
cd "$kit"
# What make was told elsewhere does not apply here.
unset MAKEFLAGS MFLAGS MAKELEVEL IN OUT L
sh grader/cli/setup.sh grade
make kit build/bin/grade build/bin/sandbox build/lib/libraries.txt
