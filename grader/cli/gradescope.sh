#!/bin/sh
# gradescope.sh [LESSON...]: builds build/gradescope/autograder.zip for the
# lessons, or for all; POLICY=file: by the instructor's rules.
#
# It holds the kit without answers: no solution, no mutant, no variant, no test.
. grader/cli/common.sh
. grader/cli/kit_copy.sh

zip_needed gradescope
chosen=$(lessons_chosen "$@") || exit 2
folder=build/gradescope
rm -rf "$folder"
mkdir -p "$folder/zip/lockstep"
cp grader/batch/gradescope/setup.sh grader/batch/gradescope/run_autograder \
    "$folder/zip/"
chmod 755 "$folder/zip/setup.sh" "$folder/zip/run_autograder"
if [ -n "${POLICY:-}" ]; then
    cp "$POLICY" "$folder/zip/policy.txt"
else
    for lesson in $chosen; do
        echo "$lesson 1 - visible"
    done >"$folder/zip/policy.txt"
fi

kit_copy "$folder/zip/lockstep"
# Names as Gradescope looks for them: setup.sh, not ./setup.sh.
(cd "$folder/zip" && bsdtar --format zip -cf ../autograder.zip \
    setup.sh run_autograder policy.txt lockstep)
rm -rf "$folder/zip"
echo "$folder/autograder.zip ($(wc -c <"$folder/autograder.zip") bytes):"
echo "$chosen" | sed 's/^/  /'
echo 'Upload it to a programming assignment of Gradescope, Ubuntu 22.04.'
