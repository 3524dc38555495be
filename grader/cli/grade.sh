#!/bin/sh
# grade.sh: grades a class, with what make was told: IN and OUT, and if given
# ROSTER, TIMES, POLICY, DUE, SEEDS, TRIALS, EARLIER, JOBS, CANVAS, MOODLE,
# SHEET, L (the lesson of Moodle's sheet), EXECUTOR, SLURM, GUESTS=1 and
# UNSANDBOXED=1. Make has built the kit's parts before.
. grader/cli/common.sh

if [ -z "${IN:-}" ] || [ -z "${OUT:-}" ]; then
    cat >&2 <<'END'
What is to be graded, and where should the results go? For example:
  make grade IN=submissions OUT=grades
IN is a folder with a folder for each student, a flat folder of files
student_lesson.c, or the zip that Canvas or Moodle gives out. Further words:
  ROSTER=students.csv     who should have handed in
  TIMES=worksheet.csv     when it was handed in: a sheet of the course system
  POLICY=policy.txt       weights, due dates, what lateness costs
  DUE=2026-12-01T23:59    one due date for all lessons
  SEEDS=seeds.txt         seeds of your own, one a line
  TRIALS=folder           trials that students don't have: folder/01_lock.c
  EARLIER=folder          earlier classes' submissions, to compare works with
  JOBS=4                  how many at a time
  CANVAS=gradebook.csv    fill in the sheet that Canvas exported
  MOODLE=worksheet.csv    fill in Moodle's; L=01: with this lesson's points
  SHEET=grades.csv        fill in any other sheet; the policy names its columns
  EXECUTOR=slurm          on a cluster; SLURM='-p main -t 60': for sbatch
  GUESTS=1                though many are not in the roster
  UNSANDBOXED=1           where no sandbox can be made and nothing can be hurt
The manual: docs/instructors.md
END
    exit 2
fi

# option NAME VALUE: adds --NAME VALUE to what is asked for, if there is one.
asked=''
option() {
    if [ -n "$2" ]; then
        asked="$asked --$1=$(quoted "$2")"
    fi
}

# quoted TEXT: so that the shell reads it as one word.
quoted() {
    printf '%s' "$1" | sed "s/'/'\\\\''/g; 1s/^/'/; \$s/\$/'/"
}

option roster "${ROSTER:-}"
option times "${TIMES:-}"
option policy "${POLICY:-}"
option due "${DUE:-}"
option seeds "${SEEDS:-}"
option trials "${TRIALS:-}"
option earlier "${EARLIER:-}"
option jobs "${JOBS:-}"
option canvas "${CANVAS:-}"
option moodle "${MOODLE:-}"
option sheet "${SHEET:-}"
option executor "${EXECUTOR:-}"
option slurm-options "${SLURM:-}"
option compiler "${CC:-}"
if [ -n "${MOODLE:-}${TIMES:-}" ] && [ $# -gt 0 ]; then
    lesson=$(lesson_chosen grade "$@")
    option lesson "$lesson"
fi
case ${UNSANDBOXED:-} in
'' | 0) ;;
*) asked="$asked --unsandboxed" ;;
esac
case ${GUESTS:-} in
'' | 0) ;;
*) asked="$asked --guests" ;;
esac
eval "exec build/bin/grade run $asked -- $(quoted "$IN") $(quoted "$OUT")"
