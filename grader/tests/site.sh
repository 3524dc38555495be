#!/bin/sh
# The sites of `make docs`, and a class report, in a real browser: see
# grader/tests/site/. T= is a regular expression that tests' names or pages'
# addresses must match; ALL=1 looks at every page. `site.sh screenshot FILE` takes the README's picture.
set -eu
cd "$(dirname "$0")/../.."
tools=$PWD/build/site
for tool in node npm "${CHROMIUM:-/usr/bin/chromium}"; do
    if ! command -v "$tool" >/dev/null; then
        echo "There is no $tool here. Next: make setup site"
        exit 1
    fi
done
if [ ! -f build/docs/html/index.html ]; then
    echo "There is no site yet. Next: make docs"
    exit 1
fi
if [ -d solutions ] && [ ! -f build/docs/instructor/index.html ]; then
    echo "There is no site for instructors. Next: make docs"
    exit 1
fi

# Exactly the packages that the lock file names, once.
mkdir -p "$tools"
if ! cmp -s grader/tests/site/package-lock.json "$tools/installed.json"; then
    cp grader/tests/site/package*.json "$tools"
    (cd "$tools" && npm ci --no-audit --no-fund >npm.txt 2>&1) || {
        cat "$tools/npm.txt"
        echo "npm could not install what drives the browser."
        exit 1
    }
    cp grader/tests/site/package-lock.json "$tools/installed.json"
fi
export NODE_PATH="$tools/node_modules"
if [ "${1:-}" = screenshot ]; then
    exec node grader/tests/site/screenshot.js build/docs "$2"
fi

# A class of three, for its report: one right, one as shipped, one that does not
# compile.
class_make() {
    rm -rf "$tools/class" "$tools/in"
    mkdir -p "$tools/in"
    for lesson in 01_lock 03_deadlock; do
        file=lessons/$lesson/$(basename solutions/$lesson/*.c)
        mkdir -p "$tools/in/ada/${file%/*}" "$tools/in/bob/${file%/*}"
        cp solutions/$lesson/*.c "$tools/in/ada/$file"
        cp grader/lessons/$lesson/skeleton.c "$tools/in/bob/$file"
    done
    mkdir -p "$tools/in/cyd/lessons/01_lock"
    echo 'int main(' >"$tools/in/cyd/lessons/01_lock/counter.c"
    build/bin/grade run "$tools/in" "$tools/class" --unsandboxed \
        >"$tools/class.txt" 2>&1 || :
    if [ ! -f "$tools/class/class.html" ] ||
        grep -q 'could not be graded' "$tools/class.txt"; then
        cat "$tools/class.txt"
        echo "The class was not graded."
        exit 1
    fi
}
if [ -d solutions ]; then
    class_make
fi

# What is looked at: the sites and the class, under one address.
rm -rf "$tools/root"
mkdir -p "$tools/root/class"
for site in html instructor; do
    [ ! -d build/docs/$site ] || ln -s "$PWD/build/docs/$site" "$tools/root/"
done
if [ -f "$tools/class/class.html" ]; then
    cp -r "$tools/class/class.html" "$tools/class/feedback" "$tools/root/class/"
fi
exec node grader/tests/site/run.js "$tools/root" "${T:-}"
