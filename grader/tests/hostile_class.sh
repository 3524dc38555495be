#!/bin/sh
# The whole corpus of hostile submissions as one class, the gate shut and open:
# hostile_class.sh [shut|open]
#
# Beside them stand canaries: honest work, right and wrong, that is graded by
# itself before and after, too, and must get the same records each time. No
# attack scores, nothing that it could have found or changed was read or has
# changed, no process is left, and nothing that it wrote is obeyed by a page, a
# sheet or a terminal. hostile.sh has the promises that each file makes.
#
# It takes ten minutes and more, so it is run by hand, not by run.sh.
# shellcheck source=grader/tests/expect.sh
. grader/tests/expect.sh
out=$PWD/build/test/out/hostile_class
kit=$PWD
rm -rf "$out"
mkdir -p "$out/in" "$out/alone" "$out/home/tmp"

if ! build/bin/sandbox works >"$out/works.txt"; then
    cat "$out/works.txt"
    echo "no sandbox can be made here"
    exit 77
fi

# What they may neither read nor change.
export HOME="$out/home" TMPDIR="$out/home/tmp"
secret=SECRET$(od -An -N8 -tx8 /dev/urandom | tr -d ' ')
echo "$secret" >"$HOME/$secret.txt"
echo "$secret" >"$TMPDIR/$secret.txt"
export LOCKSTEP_UNKNOWN="$secret"

# hand_in FOLDER NAME SOURCE
hand_in() {
    mkdir -p "$1/$2"
    cp "$3" "$1/$2/counter.c"
}

# canary NAME SOURCE: alone, and in the class.
canary() {
    hand_in "$out/alone" "canary_$1" "$2"
    echo "/* $1 */" >>"$out/alone/canary_$1/counter.c"
    hand_in "$out/in" "canary_$1" "$out/alone/canary_$1/counter.c"
}

# Their digests differ, so that they are graded at different times.
for n in 1 2 3 4; do
    for right in solutions/01_lock/counter.c \
        grader/lessons/01_lock/variants/atomic_add.c; do
        [ ! -f "$right" ] || canary "$(basename "$right" .c)_$n" "$right"
    done
    canary "skeleton_$n" grader/lessons/01_lock/skeleton.c
done

for file in grader/tests/hostile/*.c; do
    hand_in "$out/in" "$(basename "$file" .c)" "$file"
done
# Names of people that are more than names.
n=0
for name in '=HYPERLINK("x")' '@SUM(1)' '-1+1' '<img src=x onerror=alert(5)>' \
    '|a|b|' '`$(touch pwned)`' "$(printf '\033[2Jred')" "$(printf 'two\nlines')" \
    '%s%n' ']]>' '&lt;' "it's"; do
    n=$((n + 1))
    hand_in "$out/in" "$name" grader/lessons/01_lock/skeleton.c
    echo "/* name $n */" >>"$out/in/$name/counter.c"
done

# The kit with a gate that lets everything in, made of links but for two
# programs: `grade` looks for the kit beside itself, and the sandbox runs no
# link, which the control probe is run by.
tree=$out/tree
mkdir -p "$tree/grader" "$tree/build/bin"
cp build/bin/grade build/bin/canary "$tree/build/bin"
for part in lessons grader/* build/lib build/judge build/probe build/bin/*; do
    [ -e "$tree/$part" ] || ln -s "$kit/$part" "$tree/$part"
done
rm "$tree/grader/grade.sh"
cp grader/grade.sh "$tree/grader/grade_gated.sh"
cat >"$tree/grader/grade.sh" <<'END'
#!/bin/sh
# Opens the gate, and does not wait long for what never ends.
export LOCKSTEP_GATE=open LOCKSTEP_WALL=15
exec grader/grade_gated.sh "$@"
END
chmod +x "$tree/grader/grade.sh"

# surroundings: all that should stay as it is.
surroundings() {
    find "$HOME" -exec ls -dn --time-style=+ {} + -type f -exec cksum {} +
    (cd "$kit" && find Makefile lessons grader docs build/bin build/lib \
        build/judge build/probe -type f -print0 | sort -z | xargs -0 cksum)
    cksum "$(command -v bwrap)" "$(command -v gcc)"
    xargs cksum <"$kit/build/lib/libraries.txt"
}

# grade_class ROOT IN OUT: with all that must hold of any run.
grade_class() {
    status=0
    surroundings >"$out/before.txt"
    build/test/aftermath 1500 "$1/build/bin/grade" run "$2" "$3" --jobs 2 \
        >"$3.txt" 2>&1 || status=$?
    tail -n 5 "$3.txt"
    surroundings >"$out/after.txt"
    [ "$status" -eq 0 ] || complain "grade run into $3: status $status"
    cmp "$out/before.txt" "$out/after.txt" ||
        complain "something has changed: $(diff "$out/before.txt" "$out/after.txt")"
    grep -q "$secret" -r "$3" "$3.txt" &&
        complain "a secret was learned: $(grep -rl "$secret" "$3" "$3.txt")"
    find "$out" "$kit" -path "$kit/build/test" -prune -o -name pwned -print |
        grep . && complain "a name was obeyed"
    return 0
}

# record OUT STUDENT: the record of a student's work.
record() {
    key=$(jq -r --arg id "$2" '.students[] | select(.id == $id or .name == $id) |
        .submissions[0].key // empty' "$1/intake.json" | head -n 1)
    echo "$1/records/01_lock/$key.json"
}

alive='<(script>alert|img src=x)'
# unmarked OUT: what students wrote is obeyed by nothing that reads it.
unmarked() {
    if grep -rlE "$alive" --include=*.html --include=*.xml "$1"; then
        complain "markup in these is alive"
    fi
    # In Markdown it may stand between two fences, or behind a backslash.
    find "$1" -name '*.md' -exec awk -v alive="$alive" '
        FNR == 1 { fence = "" }
        fence == "" && /^```+[a-z]*$/ {
            fence = $0
            sub(/[a-z]*$/, "", fence)
            next
        }
        fence == "" { gsub(/\\./, ""); if ($0 ~ alive) print FILENAME ": " $0 }
        $0 == fence { fence = "" }' {} + >"$out/alive.txt"
    if [ -s "$out/alive.txt" ]; then
        complain "markup in these is alive: $(cat "$out/alive.txt")"
    fi
    if LC_ALL=C grep -rlP '[\x01-\x08\x0b\x0c\x0e-\x1f\x7f]' --include=*.html \
        --include=*.xml --include=*.md --include=*.csv --include=*.log "$1" \
        "$1.txt"; then
        complain "these have control characters"
    fi
    if LC_ALL=C grep -nE '(^|,)"?[=@]' "$1/grades.csv"; then
        complain "a cell is a formula"
    fi
}

# canaries_same OUT OUT: each got the same record in both.
canaries_same() {
    for canary in "$out"/alone/*; do
        canary=$(basename "$canary")
        one=$(record "$1" "$canary") other=$(record "$2" "$canary")
        if [ ! -f "$one" ] || [ ! -f "$other" ]; then
            complain "$canary has no record: $one, $other"
        elif ! build/test/record_same "$one" "$other" >"$out/same.txt"; then
            complain "$canary was graded otherwise"
            cat "$out/same.txt"
        fi
    done
}

# attacks_fail OUT shut|open: each got what it promises, and no point.
attacks_fail() {
    for file in grader/tests/hostile/*.c; do
        name=$(basename "$file" .c)
        wanted=$(promised "$file" Verdict)
        behind=$(promised "$file" 'Behind the gate')
        shut=$(promised "$file" 'In the sandbox')
        case $2-$wanted-$behind in
        shut-*) wanted=${shut:-$wanted} ;;
        open-integrity- | open-build-) wanted= ;; # only the gate stops it
        open-*) wanted=${behind:-$wanted} ;;
        esac
        got=$(record "$1" "$name")
        if [ ! -f "$got" ]; then
            complain "$name has no record"
            continue
        fi
        build/test/record_facts "$got" >"$out/facts"
        facts=$out/facts
        if [ -n "$wanted" ] && [ "$(verdict)" != "$wanted" ]; then
            complain "$2: $name is $(verdict), not $wanted ($(kinds))"
        fi
        if [ -n "$wanted" ] && [ "$wanted" != pass ] &&
            grep -qE 'trial (two|many)_threads [^ ]+ [1-9]' "$facts"; then
            complain "$2: $name scores: $(grep 'trial ' "$facts" | xargs)"
        fi
    done
}

for gate in ${1:-shut open}; do
    echo "== gate $gate"
    root=$kit
    [ "$gate" = shut ] || root=$tree
    grade_class "$root" "$out/alone" "$out/$gate.first"
    grade_class "$root" "$out/in" "$out/$gate"
    grade_class "$root" "$out/alone" "$out/$gate.last"
    canaries_same "$out/$gate.first" "$out/$gate"
    canaries_same "$out/$gate.last" "$out/$gate"
    attacks_fail "$out/$gate" "$gate"
    unmarked "$out/$gate"
done
exit "$wrong"
