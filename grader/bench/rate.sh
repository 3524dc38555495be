#!/bin/sh
# Links the two programs that measure speed: rate.sh OUT OBJECT...
#
# The objects are those of a probe: the trials and what they drive.
set -eu
out=$1
shift
bench=build/obj/grader/bench
for engine in explore stress; do
    sed '/^#/d; s/.*/-Wl,--wrap=&/' "grader/$engine/wrapped.txt" \
        >"$out/rate_$engine.wrap"
done
CC=${CC:-gcc}
$CC -fsanitize=thread -no-pie "$@" $bench/rate_explore.o build/lib/explore.a \
    "@$out/rate_explore.wrap" -lpthread -lm -o "$out/rate_explore"
$CC -fsanitize=thread -no-pie "$@" $bench/rate_threads.o build/lib/stress.a \
    "@$out/rate_stress.wrap" -Wl,--wrap=trial_size,--wrap=trial_failed \
    -lpthread -lm -o "$out/rate_threads"
