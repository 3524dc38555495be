#!/bin/sh
# list.sh: the lessons with how far each has come.
. grader/cli/common.sh

state_of() {
    case $(record_get "$1" verdict) in
    build) echo 'does not compile' ;;
    invalid) echo 'could not be graded' ;;
    integrity) echo 'refused' ;;
    *) echo "$(record_get "$1" points) of $(record_get "$1" max_points) points" ;;
    esac
}

for lesson in $(lessons); do
    dir=build/check/$lesson
    colour=$plain
    if [ -f "$dir/passed" ]; then
        state=passed colour=$green
        if newer "$(lesson_file "$lesson")" "$dir/passed"; then
            state='passed, then changed' colour=$yellow
        fi
    elif [ -f "$dir/record.json" ]; then
        state=$(state_of "$dir/record.json") colour=$red
    elif cmp -s "$(lesson_file "$lesson")" "$(skeleton "$lesson")"; then
        state='not begun' colour=$dim
    else
        state='not graded yet' colour=$yellow
    fi
    printf '  %-2s  %-44s %s%s%s\n' "${lesson%%_*}" \
        "$(lesson_title "$lesson")" "$colour" "$state" "$plain"
done
echo "Next: make read L=01, then make check L=01"
