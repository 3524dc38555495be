# shellcheck shell=sh disable=SC2154 # (make.sh sets what is used here)
# What students hand in: the tree's answers, as they are or spoiled.

# tree_facts: every answer in the tree, as plan.awk reads it. What an answer
# promises stands in the comment that opens it, or in its patch. What never ends
# would keep a class waiting till the guard comes, and is left to hostile.sh; so
# are a carriage return and a byte order mark, which the intake takes out. What
# only real threads show, they may miss on a busy machine.
tree_facts() {
    taken_out=$(printf '\r\|^\357\273\277')
    for lesson in lessons/[0-9]*/; do
        lesson=$(basename "$lesson")
        for file in solutions/"$lesson"/*.c; do
            echo "$lesson solution $file pass -"
        done
        echo "$lesson skeleton grader/lessons/$lesson/skeleton.c fail" \
            "$(sed -n 's/^Finding of the skeleton: \*\*\(.*\)\*\*$/\1/p' \
                "lessons/$lesson/README.md")"
        for file in grader/lessons/"$lesson"/variants/*.c; do
            echo "$lesson variant $file pass -"
        done
    done
    for file in grader/lessons/*/mutants/*.patch; do
        [ ! -f "$file" ] || [ "$(promised "$file" Engines)" = stress ] ||
            echo "$(lesson_of "$file") mutant" \
            "$(code_of "$file") fail $(promised "$file" Finding | tr -d '()')"
    done
    for file in grader/tests/hostile/*.c; do
        [ ! -f "$file" ] || grep -q '^ \* Wall:' "$file" ||
            LC_ALL=C grep -q "$taken_out" "$file" || sed -n "
            s|^ \* Lesson: *\([^ ]*\) *$|lesson \1 $file|p
            s|^ \* Verdict: *\([^ ]*\) *$|verdict \1 $file|p
            s|^ \* Finding: *\([^ ]*\) *$|finding \1 $file|p
            s|^ \* In the sandbox: *\([^ ]*\) *$|sandbox \1 $file|p
            /\*\//{ s|.*|end - $file|p; q; }" "$file"
    done | awk '
        $1 != "end" { said[$1] = $2; next }
        {
            lesson = "lesson" in said ? said["lesson"] : "01_lock"
            verdict = "verdict" in said ? said["verdict"] : "fail"
            # Where the kit is out of sight, it is not there to be included.
            if ("sandbox" in said) {
                verdict = verdict "|" said["sandbox"]
            }
            # What the gate refuses is not run, so nothing is found.
            print lesson, "hostile", $3, verdict, \
                verdict == "fail" ? said["finding"] : "-"
            split("", said)
        }'
}

# lesson_file LESSON: the name of the file that a student edits.
lesson_file() {
    for header in lessons/"$1"/*.h; do
        header=${header##*/}
        echo "${header%.h}.c"
    done
}

# content KIND PATH STAMP: the text that is handed in.
content() {
    case $1 in
    crlf) sed 's/$/\r/' "$2" ;;
    latin1) cat "$2" && printf '/* Ren\351 */\n' ;;
    bom) printf '\357\273\277' && cat "$2" ;;
    no_newline) printf '%s' "$(cat "$2")" ;;
    utf16) iconv -f UTF-8 -t UTF-16 "$2" ;;
    syntax) cat "$2" && echo '}}' ;;
    unlinked) grep '^#include' "$2" ;;
    other) sed 's/^#include "/#include "no_lesson_/' "$2" ;;
    empty) ;;
    huge) yes '/* So much was never asked for. */' | head -c 20000000 ;;
    *) cat "$2" ;;
    esac
    [ "$3" = - ] || echo "/* Handed in as number $3. */"
}

# text KIND PATH STAMP: the same as what is graded: UTF-8, no byte order mark,
# lines that end with a newline.
text() {
    case $1 in
    crlf | bom | utf16) content solution "$2" "$3" ;;
    latin1) content latin1 "$2" "$3" | iconv -f LATIN1 -t UTF-8 ;;
    *) content "$@" ;;
    esac
}

# contents_make: reads the plan, makes each file as work/N.c with the time it
# was handed in, and adds its digest to the plan.
contents_make() {
    n=0
    while IFS=$tab read -r login lesson verdict finding points late time kind \
        path stamp; do
        n=$((n + 1))
        content "$kind" "$path" "$stamp" >"$out/work/$n.c"
        case $kind in
        crlf | bom | utf16 | latin1)
            text "$kind" "$path" "$stamp" >"$out/work/$n.text"
            ;;
        esac
        # 2 seconds are as exact as a zip file is.
        touch -d "@$((time / 2 * 2))" "$out/work/$n.c"
        printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n' "$login" "$lesson" \
            "$verdict" "$finding" "$points" "$late" "$((time / 2 * 2))" \
            "$kind" "$path" "$n"
    done >"$out/work/numbered"
    (cd "$out/work" && find . -name '*.c' -exec sha256sum {} +
        find . -name '*.text' -exec sha256sum {} +) |
        awk -v OFS="$tab" '
            BEGIN { FS = "[ ./]+" }
            NR == FNR { digest[$2] = $1; next }
            FNR == 1 { FS = OFS; $0 = $0 }
            { $11 = $3 == "none" ? "-" : digest[$10]; print }
        ' - "$out/work/numbered"
}
