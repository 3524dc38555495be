#!/bin/sh
# watch.sh WORD... : grades the lessons again at every save.
#
# entr waits for the kernel to report a change (inotify), so nothing polls.
. grader/cli/common.sh

if ! command -v entr >/dev/null; then
    echo "make watch needs entr. Run: make setup watch" >&2
    exit 2
fi
# The jobs of the make that started this are not for those that entr starts:
# they would say so at every save. What CC= and the like chose stays.
MAKEFLAGS=$(echo "${MAKEFLAGS:-}" |
    sed 's/ -j[0-9]*//g; s/ --jobserver-[^ ]*//g')
export MAKEFLAGS

for lesson in $(lessons_chosen "$@"); do
    lesson_file "$lesson"
done | entr -c -n make --no-print-directory check L="$*"
