#!/bin/sh
# check.sh [WORD...]: shows what grading found, which make has done before: the
# report of the lesson, or of several a table (ALL=1: the reports, too), and
# what to type next; after a pass of one lesson also what to think about. Exits
# 0 only if every lesson that was asked for passes.
. grader/cli/common.sh

# The report in colour; all of it is in its words, too.
dress() {
    awk -v bold="$bold" -v red="$red" -v green="$green" -v dim="$dim" \
        -v plain="$plain" '
        function paint(colour, word) { sub(word, colour word plain) }
        NR == 1 { $0 = bold $0 plain }
        /^  pass / { paint(green, "pass") }
        /^  (fail|build|invalid|integrity) / { paint(red, $1) }
        /^  raw report|^    \(([a-z-]*, )?seen in/ { $0 = dim $0 plain }
        { print }' "$1"
}

# show LESSON: what is to be mended first, or its report (ALL=1, or there is no
# finding), or one line if it passed and was shown before; of several lessons
# only what the table can't say.
show() {
    dir=build/check/$1 file=$(lesson_file "$1")
    if [ ! -f "$dir/report.txt" ]; then
        echo "$1: could not be graded; what stopped it stands above."
        echo
        return
    elif [ "$several" ]; then
        :
    elif [ -f "$dir/passed" ] && newer "$dir/shown" "$dir/report.txt"; then
        echo "$1: ${green}pass$plain, nothing changed since it was graded"
    else
        words=$dir/report.txt
        if [ -z "${ALL:-}" ] && [ -f "$dir/screen.txt" ]; then
            words=$dir/screen.txt
        fi
        dress "$words"
        touch "$dir/shown"
        echo
    fi
    cmp -s "$file" "$dir/graded.c" ||
        printf '  %s\n\n' "$file was edited meanwhile: check again."
}

# brief TEXT: what fits of it behind a line of the table.
brief() {
    echo "$1" | awk '{ if (length($0) > 31) $0 = substr($0, 1, 28) "..."; print }'
}

# row LESSON: its line of the table: the verdict, the points, what to mend first.
row() {
    record=build/check/$1/record.json screen=build/check/$1/screen.txt
    first_finding=$(record_finding "$record")
    if [ -f "$screen" ]; then
        first_finding=$(sed -n '3s/^ *//p' "$screen")
    fi
    colour=$red
    if [ -f "build/check/$1/passed" ]; then
        colour=$green
    fi
    printf '  %-27s %s%-9s%s %3s/%-3s %s\n' "$1" "$colour" \
        "$(record_get "$record" verdict)" "$plain" \
        "$(record_get "$record" points)" \
        "$(record_get "$record" max_points)" \
        "$(brief "$first_finding")"
}

# afterwards LESSON: what to do with a pass before one goes on.
afterwards() {
    solution=solutions/$1/$(basename "$(lesson_file "$1")")
    if [ -f "$solution" ]; then
        echo "  Compare with $solution and README.md beside it."
    else
        echo '  Compare with "Common mistakes" in the text: which were yours?'
    fi
    echo "Question 1 of the text: $(question "$1")" | fold -s -w 76 |
        sed 's/^/  /; 2,$s/^/  /; s/ *$//'
    echo "  The old bug again: make replay L=${1%%_*} OLD=1"
}

chosen=$(lessons_chosen "$@")
several=''
if [ -z "${ALL:-}" ] && [ "$(echo "$chosen" | wc -l)" -gt 1 ]; then
    several=1
fi
count=0 passed=0 first='' last='' table=''
for lesson in $chosen; do
    count=$((count + 1))
    last=$lesson
    # Another check may have begun since: its report is shown, then, whole.
    if ! folder_take "build/check/$lesson"; then
        first=${first:-$lesson}
        continue
    fi
    show "$lesson"
    table="$table$(row "$lesson")
"
    if [ -f "build/check/$lesson/passed" ]; then
        passed=$((passed + 1))
    elif [ -z "$first" ]; then
        first=$lesson
    fi
    folder_leave
done
if [ "$count" -gt 1 ]; then
    echo "$table" | sed 's/ *$//'
fi

if [ -n "$first" ]; then
    if [ "$count" -gt 1 ]; then
        echo "$passed of $count lessons pass. Go on with lesson" \
            "${first%%_*}: make read L=${first%%_*}"
        [ -z "$several" ] || echo "What is wrong in it, and where:" \
            "make check L=${first%%_*}"
    fi
    exit 1
fi
if [ "$count" -eq 1 ]; then
    afterwards "$last"
fi
next=$(lessons | awk -v last="$last" '
    seen { print; exit }
    $0 == last { seen = 1 }')
if [ "$count" -eq "$(lessons | wc -l)" ]; then
    echo "${green}Every lesson passes.$plain"
elif [ -n "$next" ]; then
    echo "${green}Passed.$plain Next: make read L=${next%%_*}"
else
    echo "${green}Passed.$plain See how far you are: make list"
fi
