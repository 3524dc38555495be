#!/bin/sh
# answers.sh LESSON: what the instructors' site adds to a solution's text, as
# Markdown: the code, the trials and their points, wrong and right answers.
set -eu
lesson=$1

# cell: words in lines, for a cell of a table.
cell() {
    tr '\n' ' ' |
        sed 's/  */ /g; s/ $//; s/|/\\|/g; s/</\&lt;/g; s/"/\&quot;/g'
}

# opening FILE: the words of the comment that opens a variant.
opening() {
    sed '/\*\//q' "$1" | sed -e 's|^/\* *||; s|^ \*/||; s|^ \* \{0,1\}||' \
        -e 's| *\*/$||' -e "s|^Variant: *||" | cell
}

# mistake PATCH: what is wrong, from the head of a mutant's patch.
mistake() {
    awk '/^(Finding|Place|Engines|Base): / { exit }
        { sub(/^Mutant: /, ""); print }' "$1" | cell
}

# said PATCH KEY: what a line "KEY: words" of that head says.
said() {
    sed -n "/^---/q; s|^$2: *\(.*[^ ]\) *$|\1|p" "$1"
}

# row CELL...: one row of a table.
row() {
    printf '|'
    for cell in "$@"; do
        printf ' %s |' "$cell"
    done
    printf '\n'
}

printf '\n## The code\n'
for file in "solutions/$lesson"/*.c; do
    printf '\n\\include %s\n' "$file"
done
printf '\n## Where the skeleton breaks\n\n'
for ladder in "build/ladder/$lesson"/*.answer.html; do
    [ ! -e "$ladder" ] ||
        sh docs/site/ladder.sh "solution_$lesson" "${lesson%%_*}" \
            "$(basename "$ladder" .answer.html)"
done
printf '\n## What the grader checks\n'
text=lessons/$lesson/README.md
awk -v id="solution_$lesson" -f docs/site/page.awk "$text" "$text" |
    awk '/^## / { inside = /^## What the grader checks/; next } inside' |
    sed 's|](\([./a-z]*/\)*\([a-z]*\)\.md)|](@ref \2)|g'

printf '\n## Wrong answers\n\n'
row 'mutant' 'what is wrong' 'finding'
row --- --- ---
for file in "grader/lessons/$lesson/mutants"/*.patch; do
    by=$(said "$file" Engines)
    row "\`$(basename "$file" .patch)\`" "$(mistake "$file")" \
        "$(said "$file" Finding)${by:+ (only by every schedule)}"
done

printf '\n## Right answers that must pass\n\n'
row 'variant' 'why it is right'
row --- ---
for file in "grader/lessons/$lesson/variants"/*.c; do
    row "\`$(basename "$file")\`" "$(opening "$file")"
done
