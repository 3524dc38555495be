# Is each section of a hints.md that is for a finding as docs/authoring.md says?
# It names a kind that docs/grading.md has and, if any, trials of the lesson; it
# has one to three hints; no two are for the same.
#
#   awk -F '`' -f hints.awk docs/grading.md TRIALS.c ... hints.md

function wrong(what) {
    print section ": " what
    bad = 1
}

function section_end() {
    if (section != "" && (grades < 1 || grades > 3))
        wrong(grades + 0 " hints in it")
    grades = 0
}

function once(trial) {
    if (seen[$2, trial]++)
        wrong("a second one" (trial ? " for " trial : ""))
}

FILENAME ~ /grading\.md$/ && /^\| `[a-z-]*`.* \| / {
    for (i = 2; i < NF; i += 2)
        kinds[$i]
}

FILENAME ~ /\.c$/ && sub(/^(TRIAL|CONTRACT)\(/, "") {
    if ($0 == "") # the name stands on the next line
        getline
    gsub(/^ +|,.*/, "")
    trials[$0]
}

FILENAME !~ /hints\.md$/ {
    next
}

/^## / {
    section_end()
    section = /^## Hint [0-9]+$/ ? "" : $0
}

/^## / && section != "" {
    if (!/^## After `[a-z-]+`( in `[a-z0-9_]+`(, `[a-z0-9_]+`)*)?$/)
        wrong("no heading of hints")
    if (!($2 in kinds))
        wrong("there is no such kind of finding")
    if (NF < 4)
        once("")
    for (i = 4; i < NF; i += 2) {
        if (!($i in trials))
            wrong("there is no trial " $i)
        once($i)
    }
}

section != "" && /^[0-9]+\. / {
    if ($0 + 0 != ++grades)
        wrong("its numbers don't go up by one")
}

section != "" && !/^($|#|   |[1-3]\. )/ {
    wrong("a line is not indented by three: " $0)
}

section != "" && length > 80 {
    wrong("more than 80 columns: " $0)
}

END {
    section_end()
    exit bad
}
