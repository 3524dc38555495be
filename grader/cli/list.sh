#!/bin/sh
# list.sh: the lessons with how far each has come.
. grader/cli/common.sh

state_of() {
    case $(record_get "$1" verdict) in
    build) echo 'does not compile' ;;
    invalid) echo 'could not be graded' ;;
    integrity) echo 'refused' ;;
    *) echo "$(record_get "$1" points) of" \
        "$(record_get "$1" max_points) points" ;;
    esac
}

next=''
for lesson in $(lessons); do
    dir=build/check/$lesson
    colour=$plain
    if [ -f "$dir/passed" ]; then
        state=passed colour=$green
        if ! cmp -s "$(lesson_file "$lesson")" "$dir/graded.c"; then
            state='passed, then changed' colour=$yellow
        fi
    elif [ -f "$dir/record.json" ]; then
        state=$(state_of "$dir/record.json") colour=$red
    elif cmp -s "$(lesson_file "$lesson")" "$(skeleton "$lesson")"; then
        state='not begun' colour=$dim
    else
        state='not graded yet' colour=$yellow
    fi
    if [ "$state" != passed ]; then
        next=${next:-${lesson%%_*}}
    fi
    printf '  %-2s  %-52s %s%s%s\n' "${lesson%%_*}" \
        "$(lesson_title "$lesson")" "$colour" "$state" "$plain"
done
if [ -n "$next" ]; then
    echo "Next: make read L=$next, then make check L=$next"
else
    echo "${green}Every lesson passes.$plain"
fi
