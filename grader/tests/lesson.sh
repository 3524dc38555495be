#!/bin/sh
# Checks that a lesson is whole: lesson.sh LESSON
#
# It has every file a learner meets, its program compiles without a warning,
# its header stands alone, and its skeleton is the kit's own copy of it. In the
# kit's own tree nothing is left that `make new` marked as to be written, enough
# answers try its trials, and the authoring guide lists those that are sampled.
. grader/tests/expect.sh
lesson=$1
folder=lessons/$lesson
header=$(echo "$folder"/*.h)
code=${header%.h}.c

# enough KIND COUNT: are there so many answers of a kind?
enough() {
    count=$(find "grader/lessons/$lesson/$1" -type f 2>/dev/null | wc -l)
    [ "$count" -ge "$2" ] ||
        complain "grader/lessons/$lesson/$1/ has $count $1 of at least $2"
}

for file in README.md hints.md main.c; do
    [ -s "$folder/$file" ] || complain "there is no $folder/$file"
done
for n in 1 2 3; do
    grep -qx "## Hint $n" "$folder/hints.md" || complain "no hint $n"
done
awk -F '`' -f grader/tests/hints.awk docs/grading.md \
    "grader/lessons/$lesson"/*.c "$folder/hints.md" ||
    complain "the hints for findings are not as docs/authoring.md says"
[ "$(grep -c '^# ' "$folder/README.md")" -ge 1 ] || complain "no title"

compiles_clean "$lesson" "$folder/main.c"
mkdir -p "build/test/out/$lesson"
echo "#include \"$(basename "$header")\"
#include \"$(basename "$header")\"
extern int something;" >"build/test/out/$lesson/header.c"
compiles_clean "$lesson" "build/test/out/$lesson/header.c"

# With the solutions this is the kit's own tree, not a learner's.
if [ -d "solutions/$lesson" ]; then
    for file in README.md "$(basename "$code")"; do
        [ -s "solutions/$lesson/$file" ] || complain "no solutions/.../$file"
    done
    cmp "grader/lessons/$lesson/skeleton.c" "$code" ||
        complain "$code is not the skeleton: make reset L=${lesson%%_*}"
    grep -rn '(to be written' "$folder" "solutions/$lesson" \
        "grader/lessons/$lesson" && complain "something is to be written"
    # What is searched by samples alone is told, and why.
    sampled=$(awk '/^TRIAL\(/ { split($0, words, /[(,]/) }
        /\.sampled = true/ { print words[2] }' \
        "grader/lessons/$lesson/trials.c" | sort)
    number=${lesson%%_*}
    told=$(sed -n "s/^  - lesson ${number#0}, \`\([a-z_]*\)\`: .*/\1/p" \
        docs/authoring.md | sort)
    [ "$sampled" = "$told" ] ||
        complain "docs/authoring.md tells why '$(echo "$told" | xargs)' is" \
            "sampled, and '$(echo "$sampled" | xargs)' is"
    enough mutants 6
    enough variants 2
fi
exit "$wrong"
