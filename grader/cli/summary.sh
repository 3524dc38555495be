#!/bin/sh
# summary.sh [LESSON...]: checks a student's repository on a server, where
# nobody looks at the terminal: the lessons named, else those that were begun.
#
# The reports go to the file that GITHUB_STEP_SUMMARY names, as Markdown; the
# exit status is 0 only if all of these lessons pass.
. grader/cli/common.sh
summary=${GITHUB_STEP_SUMMARY:-/dev/stdout}

# Those whose file is not the skeleton any more.
begun() {
    for lesson in $(lessons); do
        cmp -s "$(skeleton "$lesson")" "$(lesson_file "$lesson")" ||
            echo "$lesson"
    done
}

if [ $# -gt 0 ]; then
    chosen=$(lessons_chosen "$@") || exit 2
else
    chosen=$(begun)
fi
if [ -z "$chosen" ]; then
    echo 'No lesson was begun yet: every file is still its skeleton.' |
        tee -a "$summary"
    exit 0
fi

status=0
make setup check L="$(echo "$chosen" | paste -s -d " " -)" || status=$?
for lesson in $chosen; do
    record=build/check/$lesson/record.json
    if [ -f "build/check/$lesson/report.txt" ]; then
        echo "## $lesson: $(record_get "$record" verdict)," \
            "$(record_get "$record" points) of" \
            "$(record_get "$record" max_points)"
        echo
        # Indented text is shown as it is, whatever is in it.
        sed 's/^/    /' "build/check/$lesson/report.txt"
    else
        echo "## $lesson: could not be graded"
        status=1
    fi
    echo
done >>"$summary"
exit $status
