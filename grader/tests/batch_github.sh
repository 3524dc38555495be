#!/bin/sh
# What a student's repository runs on GitHub, run as it is run there: in a copy
# without answers, with hardly any environment. The reports are in the summary,
# and only lessons that pass let it pass.
# shellcheck source=grader/tests/expect.sh
. grader/tests/expect.sh
workflow=.github/workflows/check.yml
out=$PWD/build/test/out/github
rm -rf "$out"
mkdir -p "$out/copy"
find . -mindepth 1 -maxdepth 1 ! -name build ! -name .git ! -name solutions \
    -exec cp -R {} "$out/copy/" \;
rm -rf "$out/copy/grader/lessons"/*/mutants \
    "$out/copy/grader/lessons"/*/variants \
    "$out/copy/grader/tests"
root=$PWD

# The commands that the workflow has, one a line; the checkout is done.
sed -n 's/^ *\(- \)*run: //p' $workflow >"$out/commands"
[ "$(grep -c . "$out/commands")" -eq 1 ] || complain "not one command there"
grep -q '	' $workflow && complain "YAML knows no tabs"

# run_there STATUS LESSONS REGEX...: all must stand in the summary.
run_there() {
    wanted=$1 lessons=$2
    shift 2
    : >"$out/summary.md"
    status=0
    (cd "$out/copy" && env -i PATH="$PATH" HOME="$HOME" LESSONS="$lessons" \
        GITHUB_STEP_SUMMARY="$out/summary.md" \
        sh -e "$out/commands") >"$out/log.txt" 2>&1 || status=$?
    if [ "$((status != 0))" -ne "$wanted" ]; then
        complain "status $status: $(tail -n 5 "$out/log.txt")"
    fi
    for regex in "$@"; do
        grep -qE "$regex" "$out/summary.md" ||
            complain "the summary has no '$regex': $(cat "$out/summary.md")"
    done
}

echo "== nothing begun"
for lesson in grader/lessons/*/skeleton.c; do
    name=$(basename "$(dirname "$lesson")")
    for header in "lessons/$name"/*.h; do
        cp "$lesson" "$out/copy/${header%.h}.c"
    done
done
run_there 0 '' 'No lesson was begun'
echo "== a lesson named, and not done"
run_there 1 '02' '^## 02_critical_section: fail, [0-9]+ of 100$'
echo "== one is right"
cp "$root/solutions/01_lock/counter.c" "$out/copy/lessons/01_lock/counter.c"
run_there 0 '' '^## 01_lock: pass, 100 of 100$'
grep -q 02_critical "$out/summary.md" && complain "more than what was begun"
echo "== one does not compile, and says what would be Markdown"
echo '#error "</pre>```<b>"' >>"$out/copy/lessons/02_critical_section/account.c"
run_there 1 '' '^## 01_lock: pass' '^## 02_critical_section: build, 0 of' \
    '^    .*</pre>```<b>'
grep -E '^[^ ].*</pre>' "$out/summary.md" && complain "it is obeyed"

echo "== the container for editors"
sed '/^ *\/\//d' .devcontainer/devcontainer.json >"$out/devcontainer.json"
[ "$(build/test/results_check "$out/devcontainer.json" | grep -c 'no results')" \
    -eq 0 ] || complain "devcontainer.json is no JSON"
grep -q '"onCreateCommand": ".*make setup"' "$out/devcontainer.json" ||
    complain "it is not set up"
(cd "$out/copy" && env -i PATH="$PATH" HOME="$HOME" make doctor) \
    >"$out/doctor.txt" 2>&1 || complain "$(cat "$out/doctor.txt")"
exit "$wrong"
