#!/bin/sh
# handout.sh: builds build/handout/lockstep.zip, what students get: the course
# and its grader without answers.
. grader/cli/common.sh
. grader/cli/kit_copy.sh

zip_needed handout
folder=build/handout
rm -rf "$folder"
kit_copy "$folder/lockstep" docs .devcontainer .github/workflows/check.yml \
    .gitattributes .gitignore .editorconfig .clang-format
rm "$folder/lockstep/docs/solutions.md"
(cd "$folder" && bsdtar --format zip -cf lockstep.zip lockstep)
rm -rf "$folder/lockstep"
echo "$folder/lockstep.zip ($(wc -c <"$folder/lockstep.zip") bytes), without" \
    "solutions, mutants, variants and the kit's own tests."
