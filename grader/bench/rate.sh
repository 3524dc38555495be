#!/bin/sh
# Links the two programs that measure speed: rate.sh OUT OBJECT...
#
# The objects are those of a probe: the trials and what they drive.
set -eu
out=$1
shift
sh grader/link.sh explore/rate_explore "$out/rate_explore" "$@"
sh grader/link.sh stress/rate_threads "$out/rate_threads" "$@" \
    -Wl,--wrap=trial_size,--wrap=trial_failed
