#!/bin/sh
# Links the two programs that measure speed: rate.sh OUT OBJECT...
#
# The objects are those of a probe: the trials and what they drive.
set -eu
out=$1
shift
drivers=build/obj/grader/bench
grader/link.sh explore "$out/rate_explore" "$@" $drivers/rate_explore.o
grader/link.sh stress "$out/rate_threads" "$@" $drivers/rate_threads.o \
    -Wl,--wrap=trial_size,--wrap=trial_failed
