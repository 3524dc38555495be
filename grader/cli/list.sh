#!/bin/sh
# list.sh: the lessons with how far each has come.
. grader/cli/common.sh

for lesson in $(lessons); do
    dir=build/check/$lesson
    colour=$plain
    if [ -f "$dir/passed" ]; then
        state=passed colour=$green
    elif [ -f "$dir/record.json" ]; then
        state=$(record_state "$dir/record.json") colour=$red
    elif cmp -s "$(lesson_file "$lesson")" "$(skeleton "$lesson")"; then
        state='not begun' colour=$dim
    else
        state='not graded yet' colour=$yellow
    fi
    printf '  %-2s  %-44s %s%s%s\n' "${lesson%%_*}" \
        "$(lesson_title "$lesson")" "$colour" "$state" "$plain"
done
echo "Next: make read L=01, then make check L=01"
