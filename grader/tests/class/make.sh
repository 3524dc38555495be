#!/bin/sh
# Makes up a class: make.sh FORM FOLDER SEED [COUNT]
#
# FORM says how the work was handed in: folder (one per student), flat, moodle,
# canvas (the zips that one downloads there), git (a checkout per student),
# archives (a zip or tar per student). The students, what each hands in and what
# must come of it follow from what lies in the tree and from SEED alone, so all
# forms hold the same work. Leaves in FOLDER:
#
#     in or in.zip    what was handed in
#     elsewhere       what links among it lead to
#     roster.csv      who is enrolled
#     students.tsv    the students: login, name as in IN, enrolled or not, ids
#     expected.tsv    a line a submission, see plan.awk; the last column is the
#                     SHA-256 of what must be graded, or `-`
#
# TREE=FILE keeps what answers the tree holds for the next call.
#
# COUNT asks for so many submissions, all different, of one mix at any size, and
# without tricks: for measuring. Otherwise there are some 150, with tricks.
set -eu
if [ $# -lt 3 ]; then
    echo "usage: make.sh FORM FOLDER SEED [COUNT]" >&2
    exit 2
fi
form=$1 out=$2 seed=$3 count=${4:-0}
cd "$(dirname "$0")/../../.."
export LC_ALL=C TZ=UTC
class=grader/tests/class
tab=$(printf '\t')
rm -rf "$out"
mkdir -p "$out/work"
out=$(cd "$out" && pwd)
. grader/tests/answers.sh
# shellcheck source=grader/tests/class/content.sh
. $class/content.sh
# shellcheck source=grader/tests/class/students.sh
. $class/students.sh
# shellcheck source=grader/tests/class/forms.sh
. $class/forms.sh

tree=${TREE:-$out/work/tree}
[ -s "$tree" ] || tree_facts >"$tree"
awk -v seed="$seed" -v count="$count" -f $class/plan.awk "$tree" |
    sort >"$out/work/plan"
contents_make <"$out/work/plan" >"$out/expected.tsv"
students_make
roster_make >"$out/roster.csv"

case $form in
folder | flat | moodle | canvas | git | archives) "form_$form" ;;
*)
    echo "make.sh: no form is called '$form'" >&2
    exit 2
    ;;
esac
rm -rf "$out/work"
echo "seed $seed: $(grep -c . "$out/expected.tsv") submissions of" \
    "$(cut -f 1 "$out/expected.tsv" | uniq | grep -c .) students, $form"
