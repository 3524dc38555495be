#!/bin/sh
# unknown.sh WORD: answers a target that there isn't with those most like it.
# They are told apart by edit distance (Levenshtein, 1966).
. grader/cli/common.sh

case $1 in
*/*)
    echo "$1 is not there, and nothing says how to make it." >&2
    exit 2
    ;;
esac
like=$(sed -nE 's/^(##  )?([a-z]+)( .*|:.*)$/\2/p' Makefile | sort -u | awk -v typed="$1" '
    function least(a, b) { return a < b ? a : b }
    # What it takes to make one word of the other, in letters.
    function apart(a, b,  i, j, above, left, row) {
        for (j = 0; j <= length(b); j++) row[j] = j
        for (i = 1; i <= length(a); i++) {
            above = row[0]
            row[0] = i
            for (j = 1; j <= length(b); j++) {
                left = above + (substr(a, i, 1) != substr(b, j, 1))
                above = row[j]
                row[j] = least(left, least(row[j], row[j - 1]) + 1)
            }
        }
        return row[length(b)]
    }
    { far = apart(tolower(typed), $0)
      if (far > 2 || far >= length($0)) next
      if (best == "" || far < best) { best = far; words = "" }
      if (far == best) words = words (words ? " or " : "") "make " $0 }
    END { print words }')
echo "There is no \`make $1\`.${like:+ Did you mean $like?}" >&2
echo "What there is: make help. A lesson is named by its number: make check" \
    "L=01" >&2
exit 2
