#!/bin/sh
# docs.sh: builds the students' site in build/docs/html, the instructors' in
# build/docs/instructor, and follows their links. The lessons' schedules must
# have been made (grader/ladder/). With --tools it only looks for what it needs.
. grader/cli/common.sh

for tool in doxygen dot linkchecker python3; do
    if ! command -v $tool >/dev/null; then
        echo "There is no $tool here. Next: make setup docs"
        exit 1
    fi
done
if [ ! -d /usr/share/doxygen-awesome-css ]; then
    echo "The package doxygen-awesome-css is missing. Next: make setup docs"
    exit 1
fi
if [ "${1:-}" = --tools ]; then
    exit
fi

sites=student
[ ! -d solutions ] || sites='student instructor'
rm -rf build/docs
mkdir -p build/docs

# Doxygen's own page header of whatever version is here, and what it lacks.
doxygen -w html build/docs/header.new build/docs/footer.new build/docs/css.new
awk 'function put(file) { while ((getline line < file) > 0) print line }
    /^<\/head>/ { put("docs/site/head.html") }
    /^<body/ { print; put("docs/site/skip.html"); next }
    /^<!-- end header part -->/ { put("docs/site/search.html") }
    { sub(/^<html /, "<html lang=\"en\" "); print }' \
    build/docs/header.new >build/docs/header.html
rm build/docs/*.new

# layout SITE: the navigation is the site's own; Doxygen's is hidden.
layout() {
    doxygen -l build/docs/layout.new
    sh docs/site/nav.sh "$1" >build/docs/nav.xml
    awk '/<navindex>/ { print; inside = 1
            while ((getline line < "build/docs/nav.xml") > 0) print line
            next }
        /<\/navindex>/ { inside = 0 }
        inside { gsub(/visible="[^"]*"/, "visible=\"no\"") }
        { print }' build/docs/layout.new >build/docs/layout.xml
    rm build/docs/layout.new build/docs/nav.xml
}

# Newer versions choose dark mode themselves unless told to leave it alone.
extra=''
if doxygen -g - | grep -q '^HTML_COLORSTYLE '; then
    extra='HTML_COLORSTYLE = LIGHT'
fi
for site in $sites; do
    layout "$site"
    {
        cat "docs/site/$site.doxyfile"
        echo "$extra"
    } | LOCKSTEP_SITE=$site doxygen -
    if grep -v '(variable) of struct .* is not documented' \
        build/docs/warnings.txt; then
        echo "Doxygen warns of the above, in the $site site."
        exit 1
    fi
done

# What the lessons' pages ask for when somebody plays (grader/ladder/game.sh).
for script in build/ladder/[0-9]*/game.js; do
    [ ! -e "$script" ] ||
        cp "$script" "build/docs/html/game_$(basename "$(dirname "$script")").js"
done

# Doxygen names variables of its scripts for files; where two headers share a
# name such a variable begins with a lesson's number, which is not a valid name
# in JavaScript. Then, what the search looks through.
for folder in build/docs/html build/docs/instructor; do
    [ -d $folder ] || continue
    sed -i 's/return eval(\(n\.replace([^)]*)\));/return window[\1];/' \
        $folder/navtree.js
    sed -i 's/^var \([0-9][0-9a-zA-Z_]*\) *=/window["\1"] =/' $folder/*.js
    python3 docs/site/search.py $folder
done

# Every page and every anchor that a page points to must exist. As root the
# checker becomes nobody, who may not look into every folder: it gets a copy.
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
cp -r build/docs/*/ docs/site/linkchecker.conf "$copy"
chmod -R a+rX "$copy"
links=$PWD/build/docs/links.txt
if ! (cd "$copy" && linkchecker --no-status --config linkchecker.conf \
    ./*/*.html >"$links" 2>"$links.log"); then
    grep -E '^(URL|Parent|Result|Warning)' "$links" || cat "$links.log"
    echo "There are dead links in the site; build/docs/links.txt has details."
    exit 1
fi
pages=$(find build/docs -name '*.html' | wc -l)
echo "The course: build/docs/html/index.html"
[ "$sites" = student ] || echo "For instructors: build/docs/instructor/index.html"
echo "$pages pages, no dead link. Next: make serve"
