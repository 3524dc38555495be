#!/bin/sh
# The same class graded on this machine and on a real Slurm: the same records
# come of it; an array that is interrupted, killed or lost leaves nothing behind
# and is taken up again.
# shellcheck source=grader/tests/expect.sh
. grader/tests/expect.sh
# shellcheck source=grader/tests/batch.sh
. grader/tests/batch.sh
# shellcheck source=grader/tests/slurm_cluster.sh
. grader/tests/slurm_cluster.sh
out=$PWD/build/test/out/slurm
rm -rf "$out"
mkdir -p "$out"
# A socket's path must be short.
cluster=$(mktemp -d /tmp/slurm.XXXXXX)
trap 'cluster_stop; rm -rf "$cluster"' EXIT
trap 'exit 1' HUP INT TERM
cluster_start "$cluster" 5 || exit 77

grader/tests/class/make.sh folder "$out/class" 1 20

# graded NAME [OPTION...]: grades the class into $out/NAME, waiting.
graded() {
    name=$1
    shift
    status=0
    # shellcheck disable=SC2086 # words
    build/bin/grade run "$out/class/in" "$out/$name" $sandbox "$@" \
        >"$out/$name.txt" 2>&1 || status=$?
    tail -n 3 "$out/$name.txt"
}

# started NAME: begins it with Slurm, and waits until it has some records.
started() {
    # shellcheck disable=SC2086 # words
    build/bin/grade run "$out/class/in" "$out/$1" $sandbox --executor slurm \
        >"$out/$1.txt" 2>&1 &
    run=$!
    while [ "$(records_count "$out/$1")" -lt 2 ] && kill -0 $run; do
        sleep 0.2
    done
}

jobs_left() {
    squeue -h -r | grep -c . || :
}

echo "== the same records as on this machine"
graded local
[ $status -eq 0 ] || complain "here: status $status"
graded slurm --executor slurm --slurm-options '--partition=other --time=30'
[ $status -eq 0 ] || complain "on Slurm: status $status"
[ "$(records_count "$out/slurm")" -eq 20 ] || complain "not all records"
same_records "$out/local/records" "$out/slurm/records"
same_files "$out/local/grades.csv" "$out/slurm/grades.csv"
grep -q '20 tasks in 5 elements' "$out/slurm/grade.log" ||
    complain "MaxArraySize was not kept: $(grep slurm: "$out/slurm/grade.log")"
[ "$(jobs_left)" -eq 0 ] || complain "jobs are left"

echo "== again: nothing is submitted"
before=$(grep -c 'slurm: job' "$out/slurm/grade.log")
graded slurm --executor slurm
[ "$(grep -c 'slurm: job' "$out/slurm/grade.log")" -eq "$before" ] ||
    complain "an array for nothing"

echo "== interrupted: the array is cancelled; killed: it is found again"
started stopped
kill -INT $run
status=0
wait $run || status=$?
[ $status -eq 130 ] || complain "status $status after SIGINT"
[ "$(jobs_left)" -eq 0 ] || complain "jobs are left after SIGINT"
started stopped
kill -KILL $run
wait $run || :
stamps "$out/stopped/records" >"$out/before"
graded stopped --executor slurm
[ $status -eq 0 ] || complain "after a kill: status $status"
[ "$(records_count "$out/stopped")" -eq 20 ] || complain "not all records"
stamps "$out/stopped/records" >"$out/after"
comm -23 "$out/before" "$out/after" | grep . &&
    complain "graded again, though the record was there"
same_records "$out/local/records" "$out/stopped/records"
[ "$(jobs_left)" -eq 0 ] || complain "jobs are left after a kill"

echo "== elements are lost: their tasks are named, and done by the next run"
while :; do
    scancel -u "$(id -un)" --state=RUNNING 2>/dev/null || :
    scancel -u "$(id -un)" --state=PENDING 2>/dev/null || :
    sleep 0.2
done &
vandal=$!
graded lost --executor slurm
kill $vandal
missing=$((20 - $(records_count "$out/lost")))
[ $missing -gt 0 ] || complain "nothing was lost: nothing was tried"
[ $status -ne 0 ] || complain "status 0, though $missing records are missing"
[ "$(grep -c 'slurm/log/[0-9]*.txt' "$out/lost.txt")" -eq $missing ] ||
    complain "$missing are missing, and these are named: $(cat "$out/lost.txt")"
graded lost --executor slurm
[ $status -eq 0 ] || complain "the next run: status $status"
same_records "$out/local/records" "$out/lost/records"

echo "== what Slurm refuses is said"
graded refused --executor slurm --slurm-options '--partition=nowhere'
[ $status -eq 2 ] || complain "status $status for a wrong partition"
grep -q 'nvalid partition' "$out/refused.txt" || complain "it is not said why"
graded refused --executor slurm --slurm-options "$(seq -s ' ' 100)"
[ $status -eq 2 ] || complain "status $status for too many options"
grep -q 'takes no work: its options' "$out/refused.txt" ||
    complain "it is not said that there are too many options"
exit "$wrong"
