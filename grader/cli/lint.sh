#!/bin/sh
# lint.sh: form and static analysis of everything the kit is made of. Mutants
# are wrong on purpose, so only their form is looked at.
. grader/cli/common.sh

for tool in clang-format clang-tidy cppcheck shellcheck; do
    if ! command -v $tool >/dev/null; then
        echo "There is no $tool here. Next: make setup lint"
        exit 1
    fi
done

# files PATTERN...: the kit's files with such names, one a line.
files() {
    for pattern in "$@"; do
        find grader lessons solutions docs .ci -name "$pattern" 2>/dev/null
    done | sort
}

# flags_for FILE: how it is compiled, as far as an analyser must know.
flags_for() {
    lesson=''
    case $1 in
    lessons/* | solutions/* | grader/lessons/*)
        lesson=$(basename "$(dirname "$1")")
        ;;
    esac
    echo "-std=gnu11 -D_GNU_SOURCE -Igrader${lesson:+ -Ilessons/$lesson}"
}

formatted() {
    files '*.c' '*.h' | xargs clang-format --dry-run -Werror
}

# What is analysed: the kit's own code. What it is tried on is left out, being
# wrong on purpose, and the second copy of the skeletons.
analysed() {
    files '*.c' | grep -vE '/(mutants|variants)/|/skeleton\.c$|^grader/tests/.*/'
    files '*.c' | grep -E '^grader/tests/unit(_explore)?/'
}

# One process for each file and processor. After a failed cr_assert() a test
# does not go on; the analyser can't know. It gives up on a function after a
# third of the steps that it would take by itself: those took most of the time,
# and showed the same 14 of 53 faults that were put in on purpose.
tidy() {
    budget='-Xclang -analyzer-config -Xclang max-nodes=75000'
    analysed | while read -r file; do
        case $file in
        grader/tests/*) echo "--checks=-clang-analyzer-core.*" \
            "$file -- $(flags_for "$file") $budget" ;;
        *) echo "$file -- $(flags_for "$file") $budget" ;;
        esac
    done | xargs -P "$(nproc)" -L 1 clang-tidy --quiet 2>"$dir/counts"
}

# The macros of libraries whose headers it does not read; and no alarm for
# pointers between linker marks, after calls that do not return, or where its
# own preprocessor gives up on a macro.
cppchecked() {
    analysed | cppcheck --quiet --error-exitcode=1 --inline-suppr \
        -j "$(nproc)" --enable=warning,performance,portability --std=c11 \
        -Igrader -D_GNU_SOURCE --suppress=missingIncludeSystem \
        --suppress=comparePointers --suppress=nullPointerRedundantCheck \
        --suppress=preprocessorErrorDirective \
        '-Djson_array_foreach(array, index, value)=for (;;)' \
        '-Djson_object_foreach(object, key, value)=for (;;)' \
        '-DTestSuite(...)=' '-DTest(suite, name, ...)=void suite##name(void)' \
        --file-list=-
}

# Single quotes around what another program expands are meant.
shell_checked() {
    { files '*.sh'; echo .ci/run; } | xargs shellcheck -x -e SC2016,SC2018,SC2019
}

# What `make reset` puts back must be what was shipped. (Where a learner has
# worked on the lessons this says no, and rightly so.)
skeletons_same() {
    same=0
    for lesson in $(lessons); do
        cmp "$(lesson_file "$lesson")" "$(skeleton "$lesson")" || same=1
    done
    return $same
}

passed=0 failed=0
dir=build/lint
mkdir -p "$dir"
for check in formatted tidy cppchecked shell_checked skeletons_same; do
    if $check >"$dir/$check.txt" 2>&1; then
        passed=$((passed + 1))
        echo "  ok      $check"
    else
        failed=$((failed + 1))
        echo "  NOT OK  $check"
        head -n 60 "$dir/$check.txt"
    fi
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
