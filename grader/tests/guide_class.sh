# shellcheck shell=sh
# The small class that docs/instructors.md shows. It is sourced; guide_class
# FOLDER makes submissions.zip as Canvas gives it out, with roster.csv,
# gradebook.csv and policy.txt, and moodle.zip with worksheet.csv.

# handed_in NAME ID LESSON FILE: one file of the zip. All have the time of the
# download, as in those that Canvas makes.
handed_in() {
    header=$(echo lessons/"$3"/*.h)
    file=$guide/zip/${1}_${2}_9${2}_$(basename "$header" .h).c
    cp "$4" "$file"
    touch -d 2026-12-20T09:00 "$file"
}

guide_class() {
    guide=$1
    rm -rf "$guide"
    mkdir -p "$guide/zip"
    export TZ=UTC
    handed_in leeann 4711 01_lock solutions/01_lock/counter.c
    handed_in leeann 4711 03_deadlock solutions/03_deadlock/transfer.c
    handed_in riosbea 4712 01_lock grader/lessons/01_lock/skeleton.c
    handed_in riosbea 4712 03_deadlock \
        "$(code_of grader/lessons/03_deadlock/mutants/self_transfer.patch)"
    handed_in okaforchi_LATE 4713 01_lock \
        grader/lessons/01_lock/variants/atomic_add.c
    handed_in okaforchi 4713 03_deadlock \
        "$(code_of grader/lessons/03_deadlock/mutants/opposite_order.patch)"
    handed_in novakdan 4714 01_lock grader/tests/hostile/unsanitized.c
    handed_in novakdan 4714 03_deadlock grader/lessons/03_deadlock/skeleton.c
    (cd "$guide/zip" && bsdtar -a -cf ../submissions.zip ./*)
    rm -r "$guide/zip"
    cat >"$guide/roster.csv" <<'END'
Name,Email,Login,Canvas ID
"Lee, Ann",ann.lee@example.edu,alee,4711
"Rios, Bea",bea.rios@example.edu,brios,4712
"Okafor, Chi",chi.okafor@example.edu,cokafor,4713
"Novak, Dan",dan.novak@example.edu,dnovak,4714
"Berg, Eva",eva.berg@example.edu,eberg,4715
END
    cat >"$guide/gradebook.csv" <<'END'
Student,ID,SIS User ID,SIS Login ID,Section,A lock for a shared counter (88001),Two locks (88003)
    Points Possible,,,,,10,20
"Lee, Ann",4711,S1,alee,A,,
"Rios, Bea",4712,S2,brios,A,,
"Okafor, Chi",4713,S3,cokafor,A,,
"Novak, Dan",4714,S4,dnovak,A,,
"Berg, Eva",4715,S5,eberg,A,,
END
    cat >"$guide/policy.txt" <<'END'
# lesson       weight  due               visibility
01_lock        1       2026-12-01T23:59  visible
03_deadlock    2       2026-12-08T23:59  visible
late_per_day   10
late_most      50
column 03_deadlock "Two locks (88003)"
END
    moodle_class
}

# moodle_one NAME NUMBER FILE: one folder of moodle.zip.
moodle_one() {
    folder=$guide/zip/${1}_${2}_assignsubmission_file
    mkdir -p "$folder"
    cp "$3" "$folder/counter.c"
    touch -d 2026-12-20T09:00 "$folder/counter.c"
}

moodle_class() {
    moodle_one 'Ann Lee' 811 solutions/01_lock/counter.c
    moodle_one 'Bea Rios' 812 grader/lessons/01_lock/skeleton.c
    moodle_one 'Chi Okafor' 813 grader/lessons/01_lock/variants/atomic_add.c
    (cd "$guide/zip" && bsdtar -a -cf ../moodle.zip ./*)
    rm -r "$guide/zip"
    cat >"$guide/worksheet.csv" <<'END'
Identifier,"Full name","Email address",Status,Grade,"Maximum Grade","Grade can be changed","Last modified (submission)","Last modified (grade)"
"Participant 811","Ann Lee",ann.lee@example.edu,"Submitted for grading - ",,20.00,Yes,"Tuesday, 1 December 2026, 10:15 PM",-
"Participant 812","Bea Rios",bea.rios@example.edu,"Submitted for grading -  - Extension granted until: Friday, 4 December 2026, 11:59 PM",,20.00,Yes,"Thursday, 3 December 2026, 8:02 AM",-
"Participant 813","Chi Okafor",chi.okafor@example.edu,"Submitted for grading - 23 hours late - ",,20.00,Yes,"Wednesday, 2 December 2026, 11:01 PM",-
END
}
