#!/bin/sh
# gradescope.sh [LESSON...]: builds build/gradescope/autograder.zip for the
# lessons, or for all; POLICY=file: as the instructor's rules have it.
#
# It holds the kit without answers: no solution, no mutant, no variant, no test.
. grader/cli/common.sh

if ! command -v bsdtar >/dev/null; then
    echo "There is no bsdtar here. Next: make setup gradescope" >&2
    exit 1
fi
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

# The lessons' files as they are handed out, whatever was tried in them here.
bsdtar -cf - --exclude '*.old*' Makefile README.md LICENSE lessons |
    bsdtar -xf - -C "$folder/zip/lockstep"
for lesson in $(lessons); do
    cp "grader/lessons/$lesson.skeleton" \
        "$folder/zip/lockstep/$(lesson_file "$lesson")"
done
find grader -mindepth 1 -maxdepth 1 ! -name mutants ! -name variants \
    ! -name tests ! -name bench -print | bsdtar -cf - -T - |
    bsdtar -xf - -C "$folder/zip/lockstep"
# Names as Gradescope looks for them: setup.sh, not ./setup.sh.
(cd "$folder/zip" && bsdtar --format zip -cf ../autograder.zip \
    setup.sh run_autograder policy.txt lockstep)
rm -rf "$folder/zip"
echo "$folder/autograder.zip ($(wc -c <"$folder/autograder.zip") bytes):"
echo "$chosen" | sed 's/^/  /'
echo 'Upload it to a programming assignment of Gradescope, Ubuntu 22.04.'
