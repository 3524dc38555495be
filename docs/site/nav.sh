#!/bin/sh
# nav.sh student|instructor: the navigation of a site, as the tabs of Doxygen's
# layout file. What Doxygen itself would list (pages, files, data structures) is
# left out by docs.sh.
# shellcheck source=grader/cli/common.sh
. grader/cli/common.sh

# tab TYPE TARGET TITLE: one line of the navigation; a usergroup has more below.
tab() {
    title=$(echo "$3" | sed 's/`//g; s/&/\&amp;/g; s/"/\&quot;/g; s/</\&lt;/g')
    end='/>'
    [ "$1" != usergroup ] || end='>'
    printf '<tab type="%s" visible="yes" url="%s" title="%s"%s\n' \
        "$1" "$2" "$title" "$end"
}

# below PAGE...: pages of docs/.
below() {
    for page in "$@"; do
        tab user "\\ref $page" "$(sed -n 's/^# //p;q' "docs/$page.md")"
    done
}

# below_lessons KIND: a page for each lesson.
below_lessons() {
    for name in $(lessons); do
        tab user "\\ref $1_$name" \
            "$(lesson_title "$name" | sed 's/^Lesson \([0-9]*\): /\1. /')"
    done
}

case $1 in
student)
    tab usergroup '\ref lessons' Course
    below_lessons lesson
    echo '</tab>'
    tab usergroup '\ref reference' Reference
    below primitives glossary grading
    tab user '\ref about' 'About the kit'
    tab usergroup '\ref reference' 'Headers'
    for name in $(lessons); do
        header=$(echo "lessons/$name"/*.h)
        tab user "\\ref $header" "${name%%_*}: $(basename "$header")"
    done
    echo '</tab>'
    echo '</tab>'
    tab user '\ref explore' Explorer
    ;;
instructor)
    tab usergroup '\ref solutions' Solutions
    below_lessons solution
    echo '</tab>'
    tab usergroup '\ref architecture' 'The kit'
    below architecture authoring formats
    echo '<tab type="filelist" visible="yes" title="Its headers"/>'
    echo '</tab>'
    tab user ../html/index.html 'The course'
    ;;
esac
