#!/bin/sh
# page.sh FILE: Doxygen's input filter for Markdown.
#
# The sources stay plain Markdown that reads well anywhere. Here each page gets
# its id from its path, the lists of lessons and solutions are filled in, and
# every lesson gets its table of contents and the way to the next one.
# shellcheck source=grader/cli/common.sh
. grader/cli/common.sh
file=$1

# The students' site has no instructors' pages: it names their files instead. And
# where the README shows a screen, it is that of a copy without solutions.
elsewhere='' lessons_at=../html/
if [ "${LOCKSTEP_SITE:-student}" = student ]; then
    others=$(grep -oE 'docs/[a-z]+\.md' docs/site/instructor.doxyfile |
        sed 's|docs/||; s|\.md||' | paste -s -d '|' | sed 's/|/\\|/g')
    lessons_at=''
    elsewhere="s#\[\([^]]*\)\](\([./a-z]*/\)*\($others\)\.md)#\1 (\`docs/\3.md\`)#g
s#^  Compare with solutions/.*#  Compare with \"Common mistakes\" in the text: which were yours?#"
fi

# page ID [TOC [FOLD]]: the text as Doxygen understands it (page.awk), with links
# to pages. Not every version of Doxygen finds a page that is linked by its
# file's name; and what is no page is not linked.
page() {
    awk -v id="$1" -v toc="${2:-}" -v fold="${3:-}" -f docs/site/page.awk \
        "$file" "$file" |
        sed -e 's|](\([./a-z]*/\)*solutions/\([0-9][0-9a-z_]*\)/README\.md)|](@ref solution_\2)|g' \
            -e 's|](\([./a-z]*/\)*\([0-9][0-9a-z_]*\)/README\.md)|](@ref lesson_\2)|g' \
            -e 's|](\.\./README\.md)|](@ref about)|g' \
            -e "$elsewhere" \
            -e 's|](\([./a-z]*/\)*\([a-z]*\)\.md)|](@ref \2)|g' \
            -e 's|\[\([^]]*\)\](LICENSE)|\1|g' |
        questions | linked
}

# questions: an answer belongs to its question, or each would be number one.
questions() {
    awk '/^## / { asked = /^## Questions/ }
        asked && NF && !/^(## |[0-9]+\. | )/ { $0 = "   " $0 }
        asked && !NF && !last { next }
        { last = NF; print }'
}

# Each call of the course, the lesson that has its contract, and how.
calls_list() {
    awk -f docs/site/calls.awk mode=list lessons/[0-9]*/README.md
}

# linked: the page on standard input, each call leading to its contract.
linked() {
    calls=$(mktemp)
    calls_list >"$calls"
    awk -v mode=link -v list="$calls" -v at="$lessons_at" \
        -v lesson="${this:-}" -f docs/site/calls.awk -
    rm "$calls"
}

# What the lessons hold to look up: the calls, and the headers.
reference_tables() {
    printf '\n| call | its contract stands in |\n| --- | --- |\n'
    calls_list | sort | while read -r call lesson _; do
        printf '| `%s()` | \\ref lesson_%s "%s" |\n' "$call" "$lesson" \
            "$(lesson_title "$lesson")"
    done
    printf '\nAnd the headers, each the contract of a lesson:\n\n'
    printf '| header | lesson |\n| --- | --- |\n'
    for name in $(lessons); do
        header=$(echo "lessons/$name"/*.h)
        printf '| \\ref %s "%s" | \\ref lesson_%s "%s" |\n' "$header" \
            "$(basename "$header")" "$name" "$(lesson_title "$name")"
    done
    printf '\n\\ref about "About the kit" says what one can type, and how the '
    printf 'kit is made.\n'
}

# The lesson's contract, and its neighbours.
lesson_footer() {
    before='' after=''
    for name in $(lessons); do
        if [ "$name" = "$1" ]; then
            after=next
        elif [ "$after" = next ]; then
            after=$name
        elif [ -z "$after" ]; then
            before=$name
        fi
    done
    header=$(echo "lessons/$1"/*.h)
    printf '\n\\htmlonly[block]\n<div class="lesson-way">\n\\endhtmlonly\n\n'
    printf 'The contract: \\ref %s "%s"\n' "$header" "$(basename "$header")"
    if [ -n "$before" ]; then
        printf '\nBefore: \\ref lesson_%s "%s"\n' "$before" \
            "$(lesson_title "$before")"
    fi
    if [ "$after" != next ]; then
        printf '\nNext: \\ref lesson_%s "%s"\n' "$after" \
            "$(lesson_title "$after")"
    fi
    printf '\n\\htmlonly[block]\n</div>\n\\endhtmlonly\n'
}

# The lessons that a lesson builds on, as its text names them.
lesson_needs() {
    sed -n '/^Builds on: /,/^$/p' "lessons/$1/README.md" |
        grep -o '[0-9][0-9]_[a-z0-9_]*' || :
}

# Which lesson needs which, from left to right as the numbers rise. An arrow that
# others imply is left out.
map() {
    printf '\n\\dot\n'
    printf 'digraph course {\n    rankdir=LR\n    ranksep=0.25\n'
    printf '    nodesep=0.15\n    size="9,9"\n    bgcolor=transparent\n'
    printf '    node [shape=box fontname="sans-serif" fontsize=11]\n'
    for name in $(lessons); do
        printf '    "%s" [label="%s\\n%s" URL="\\ref lesson_%s"]\n' \
            "$name" "${name%%_*}" "$(echo "${name#*_}" | tr _ ' ')" "$name"
    done
    for name in $(lessons); do
        for need in $(lesson_needs "$name"); do
            echo "$need $name"
        done
    done | awk -f docs/site/reduce.awk | sed 's/\(.*\) \(.*\)/    "\1" -> "\2"/'
    printf '}\n\\enddot\n'
}

# By its place in the tree, wherever the tree lies and whatever it is called.
place=${file#"$PWD"/}
case ${place#"$(pwd -P)"/} in
lessons/[0-9]*/README.md)
    this=$(basename "$(dirname "$file")")
    page "lesson_$this" '[TOC]'
    lesson_footer "$this"
    ;;
docs/lessons.md)
    page lessons
    echo
    for name in $(lessons); do
        printf -- '- \\subpage lesson_%s\n' "$name"
    done
    printf '\n## The map\n\nAn arrow leads to a lesson from each one that it builds on. What those need,\nit needs, too.\n'
    map
    ;;
solutions/[0-9]*/README.md)
    this=$(basename "$(dirname "$file")")
    page "solution_$this" '[TOC]'
    sh docs/site/answers.sh "$this"
    ;;
docs/solutions.md)
    page solutions
    echo
    for name in $(lessons); do
        printf -- '- \\subpage solution_%s\n' "$name"
    done
    ;;
docs/architecture.md)
    page architecture '[TOC]' | awk '{ print }
        /^## Which part uses which/ { system("sh docs/site/rooms.sh") }'
    ;;
docs/instructors.md) page mainpage '[TOC]' ;;
docs/explore.md)
    page explore '[TOC]' | awk '
        /^The budget is a number of schedules/ {
            print "\\htmlonly[block]"
            while ((getline line < "build/ladder/growth.html") > 0) print line
            print "\\endhtmlonly\n"
        }
        { print }'
    ;;
docs/start.md)
    page mainpage
    map
    ;;
docs/reference.md)
    page reference
    reference_tables | linked
    ;;
# The site's first page has the title.
README.md)
    page about '[TOC]' 'On a terminal: <code>make check L=01</code>' |
        sed '1s/^# Lockstep/# About the kit/'
    ;;
*) page "$(basename "$file" .md)" '[TOC]' ;;
esac
