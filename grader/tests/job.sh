#!/bin/sh
# Runs one test: job.sh NAME COMMAND...
#
# Its output goes to build/test/log/NAME.log; its result and the seconds it took
# to build/test/results. One that hangs is a failure after half an hour.
# What is shown is written under a lock, so jobs side by side don't mix.
set -eu
name=$1
shift
log=build/test/log/$name.log
mkdir -p "$(dirname "$log")"
status=0
begun=$(date +%s)
timeout -k 30 1800 "$@" >"$log" 2>&1 </dev/null || status=$?

say() {
    case $status in
    0)
        result=ok
        echo "ok $name"
        ;;
    77)
        result=skipped
        echo "skipped $name: $(tail -n 1 "$log")"
        ;;
    *)
        result=FAILED
        echo "FAILED $name (status $status), what is wrong and the end of $log:"
        {
            tail -n 25 "$log" | grep -q '^WRONG' || grep '^WRONG' "$log" || :
            tail -n 25 "$log"
        } | sed 's/^/    /'
        ;;
    esac
    echo "$result $name $(($(date +%s) - begun))" >>build/test/results
}
{
    flock 9
    say
} 9>build/test/lock
