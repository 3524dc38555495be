# shellcheck shell=sh disable=SC2154 # (make.sh sets what is used here)
# Who the students are. The first have names that mean something to a shell, a
# spreadsheet, a browser, a terminal or a database; of the last some are not
# enrolled; after them come those who are enrolled and hand in nothing.

# students_make: work/people and students.tsv, a line a student:
# login, name, yes or no (enrolled), moodle, canvas, sis, email.
students_make() {
    while read -r name; do
        printf '%b\n' "$name"
    done <"$class/names.txt" >"$out/work/names"
    cut -f 1 "$out/expected.tsv" | uniq | awk -v OFS="$tab" \
        -v plain="$((count > 0))" '
        function person(login, enrolled, n)
        {
            n = substr(login, 2) + 0
            if (plain || !(n in name)) {
                name[n] = first[n % firsts + 1] sprintf(" %c. ", \
                    65 + n % 26) last[n % lasts + 1]
                # Two people of one name: only the ids tell them apart.
                if (!plain && n % 30 == 0) {
                    name[n] = "Kim Lee"
                }
            }
            print login, name[n], enrolled, 70000 + n * 7, 4000 + n * 3, \
                sprintf("SIS%05d", n), login "@example.edu"
        }
        BEGIN {
            firsts = split("Ada Barbara Edsger Grace Leslie Tony Per", first)
            lasts = split("Adams Baker Clark Davis Evans Frank Ghosh Hill " \
                "Irwin Jones Khan", last)
        }
        NR == FNR { name[NR] = $0; next }
        { login[++count] = $0 }
        END {
            for (i = 1; i <= count; i++) {
                person(login[i], plain || i <= count - 3 ? "yes" : "no")
            }
            for (i = 1; !plain && i <= 4; i++) {
                person(sprintf("n%03d", 900 + i), "yes")
            }
        }' "$out/work/names" - | sort >"$out/students.tsv"
}

# roster_make: those who are enrolled, as a course's list has them.
roster_make() {
    echo 'Name,Email,Login,SIS ID,Canvas ID,Moodle ID'
    awk -F "$tab" '
        function cell(text) { gsub(/"/, "\"\"", text); return "\"" text "\"" }
        $3 == "yes" {
            print cell($2) "," cell($7) "," $1 "," $6 "," $5 "," $4
        }' "$out/students.tsv"
}
