#!/bin/sh
# page.sh FILE: Doxygen's input filter for Markdown.
#
# The sources stay plain Markdown that reads well anywhere. Here each page gets
# its id from its path, the lists of lessons and solutions are filled in, and
# every lesson gets its table of contents and the way to the next one.
set -eu
file=$1

# The students' site has no instructors' pages: it names their files instead.
elsewhere='' lessons_at=../html/
if [ "${LOCKSTEP_SITE:-student}" = student ]; then
    others=$(grep -oE 'docs/[a-z]+\.md' docs/site/instructor.doxyfile |
        sed 's|docs/||; s|\.md||' | paste -s -d '|' | sed 's/|/\\|/g')
    lessons_at=''
    elsewhere="s#\[\([^]]*\)\](\([./a-z]*/\)*\($others\)\.md)#\1 (\`docs/\3.md\`)#g"
fi

lesson_names() {
    for text in lessons/[0-9]*/README.md; do
        basename "$(dirname "$text")"
    done
}

title() {
    sed -n 's/^# *//p' "lessons/$1/README.md" | head -n 1
}

# page ID [TOC]: the text, its first heading labelled, the table of contents
# behind it. Doxygen does not know bold code, loses its way where a link goes on
# in the next line, and not every version of it finds a page that is linked by
# its file's name. A drawing in a block of code that is named for dot is drawn.
# Where a screen shows a schedule, the page lets one step through it instead.
page() {
    awk -v id="$1" -v toc="${2:-}" '
        # Doxygen has a meaning of its own for <details>.
        function raw(html) {
            return "\n\\htmlonly[block]\n" html "\n\\endhtmlonly\n"
        }
        /^```dot$/ { print "\\dot"; dot = 1; next }
        /^```$/ && dot { print "\\enddot"; dot = 0; next }
        /^```$/ && !code && (getline line) > 0 {
            if (line ~ /^\$ make replay L=[0-9]+ T=[a-z0-9_]+$/) {
                trial = line
                sub(/.*T=/, "", trial)
                fflush()
                screen = system("docs/site/ladder.sh " id " " trial) == 0
                if (screen)
                    print raw("<details class=\"terminal\"><summary>The same" \
                        " on a terminal</summary>")
            }
            print
            $0 = line
            code = 1
        }
        /^```/ { code = !code }
        /^```$/ && screen { print "```\n" raw("</details>"); screen = 0; next }
        !code && /^<\/?details>/ { print raw($0); next }
        !code && /\[[^]]*$/ { begun = begun $0 " "; next }
        begun { sub(/^ */, ""); $0 = begun $0; begun = "" }
        !done && /^# / { print $0 " {#" id "}"; done = 1
                         if (toc) print "\n" toc; next }
        { print }
        END { if (begun) print begun }' "$file" |
        sed -e 's|\*\*\(`[^`]*`\)\*\*|<b>\1</b>|g' \
            -e 's|](\([./a-z]*/\)*solutions/\([0-9][0-9a-z_]*\)/README\.md)|](@ref solution_\2)|g' \
            -e 's|](\([./a-z]*/\)*\([0-9][0-9a-z_]*\)/README\.md)|](@ref lesson_\2)|g' \
            -e "$elsewhere" \
            -e 's|](\([./a-z]*/\)*\([a-z]*\)\.md)|](@ref \2)|g' |
        questions | linked
}

# questions: an answer belongs to its question, or each would be number one.
questions() {
    awk '/^## / { asked = /^## Questions/ }
        asked && NF && !/^(## |[0-9]+\. | )/ { $0 = "   " $0 }
        asked && !NF && !last { next }
        { last = NF; print }'
}

# linked: the page on standard input, each call leading to its contract.
linked() {
    calls=$(mktemp)
    awk -f docs/site/calls.awk mode=list lessons/[0-9]*/README.md >"$calls"
    awk -v mode=link -v list="$calls" -v at="$lessons_at" \
        -v lesson="${lesson:-}" -f docs/site/calls.awk -
    rm "$calls"
}

# The lesson's contract, and its neighbours.
lesson_footer() {
    before='' after=''
    for name in $(lesson_names); do
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
        printf '\nBefore: \\ref lesson_%s "%s"\n' "$before" "$(title "$before")"
    fi
    if [ "$after" != next ]; then
        printf '\nNext: \\ref lesson_%s "%s"\n' "$after" "$(title "$after")"
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
    {
        printf 'digraph course {\n    rankdir=LR\n    ranksep=0.25\n'
        printf '    nodesep=0.15\n    size="9,9"\n    bgcolor=transparent\n'
        printf '    node [shape=box fontname="sans-serif" fontsize=11]\n'
        for name in $(lesson_names); do
            printf '    "%s" [label="%s\\n%s" URL="\\ref lesson_%s"]\n' \
                "$name" "${name%%_*}" "$(echo "${name#*_}" | tr _ ' ')" "$name"
            for need in $(lesson_needs "$name"); do
                printf '    "%s" -> "%s"\n' "$need" "$name"
            done
        done
        printf '}\n'
    } | tred
    printf '\\enddot\n'
}

case $file in
*lessons/[0-9]*/README.md)
    lesson=$(basename "$(dirname "$file")")
    page "lesson_$lesson" '[TOC]'
    lesson_footer "$lesson"
    ;;
*docs/lessons.md)
    page lessons
    echo
    for name in $(lesson_names); do
        printf -- '- \\subpage lesson_%s\n' "$name"
    done
    printf '\n## The map\n\nAn arrow leads to a lesson from each one that it builds on. What those need,\nit needs, too.\n'
    map
    ;;
*solutions/[0-9]*/README.md)
    lesson=$(basename "$(dirname "$file")")
    page "solution_$lesson" '[TOC]'
    docs/site/answers.sh "$lesson"
    ;;
*docs/solutions.md)
    page solutions
    echo
    for name in $(lesson_names); do
        printf -- '- \\subpage solution_%s\n' "$name"
    done
    ;;
*docs/architecture.md)
    page architecture '[TOC]' | awk '{ print }
        /^## Which part uses which/ { system("docs/site/modules.sh") }'
    ;;
*docs/instructors.md) page mainpage '[TOC]' ;;
*docs/explore.md)
    page explore '[TOC]' | awk '
        /^The budget is a number of schedules/ {
            print "\\htmlonly[block]"
            while ((getline line < "build/ladder/growth.html") > 0) print line
            print "\\endhtmlonly\n"
        }
        { print }'
    ;;
*docs/*.md) page "$(basename "$file" .md)" '[TOC]' ;;
# The front page's sections would stand among the pages in the navigation. Its
# map follows what the course teaches.
*)
    text=$(page mainpage | sed 's|^## \(.*\)|<h2>\1</h2>|')
    after='/^<h2>What you can type/'
    printf '%s\n' "$text" | sed "$after,\$d"
    map
    printf '\n%s\n' "$(printf '%s\n' "$text" | sed -n "$after,\$p")"
    ;;
esac
