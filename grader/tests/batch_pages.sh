#!/bin/sh
# The pages for people, of a small class that is really graded: well-formed,
# harmless whatever a student wrote, complete, and silent about what is hidden
# and about others.
. grader/tests/expect.sh
dir=build/test/out/batch_pages
out=$dir/out
rm -rf "$dir"
mkdir -p "$out/sources" "$out/records/01_lock" "$out/records/03_deadlock"
if ! command -v xmllint >/dev/null; then
    echo "there is no xmllint here (make setup test)"
    exit 77
fi

# hand_in LESSON NAME: grades the file on standard input; sets `submission`.
hand_in() {
    cat >"$dir/$2.c"
    source=$(sha256sum "$dir/$2.c" | cut -d ' ' -f 1)
    cp "$dir/$2.c" "$out/sources/$source.c"
    # What the sandbox keeps in is tried elsewhere; these are our own files.
    build/bin/grade one --unsandboxed --lesson "$1" --source "$dir/$2.c" \
        --record "$dir/$2.json" 2>"$dir/$2.log" || {
        cat "$dir/$2.log"
        complain "$2 could not be graded"
        exit 1
    }
    key=$(sed -n 's/^  "key": "\(.*\)",*$/\1/p' "$dir/$2.json")
    cp "$dir/$2.json" "$out/records/$1/$key.json"
    submission="{\"lesson\": \"$1\", \"source\": \"$source\",
        \"key\": \"$key\", \"file\": \"x\", \"problems\": []}"
}

hand_in 03_deadlock skeleton <grader/lessons/03_deadlock/skeleton.c
deadlock=$submission
hand_in 01_lock loud <<'END'
#include "counter.h"
#include <stdio.h>
long counter = 0;
void increment(size_t times)
{
    printf("</pre><img src=x onerror=alert(1)>\n```\n# big\n\033[31mred\n");
    for (size_t i = 0; i < times; i++) { counter++; /* <b>`|` */ }
}
END
loud=$submission
hand_in 01_lock broken <<'END'
#include "counter.h"
long counter = 0 </pre><script>alert(1)</script>;
END
broken=$submission
hand_in 01_lock asm <<'END'
#include "counter.h"
long counter = 0;
void increment(size_t times) { __asm__("nop # </code><i>" ::: "memory"); counter++; }
END
asm=$submission

# Two works that are alike but for names, and were not graded.
one='' other=''
for name in one other; do
    sed "s/held/$name/g" >"$dir/$name.c" <<'END'
#include "account.h" /* </code></pre><script>alert(1)</script> */
static long held[8] = {1, 2, 3}, n;
int account_deposit(long amount)
{
    const char *c = "</mark><img src=x onerror=alert(1)>";
    while (n < 8 && c[n] != 0) { held[n] += amount * 3; n = n + 1; }
    for (int i = 0; i < 8; i++) if (held[i] > 7 || !held[i]) held[i]--;
    do { amount /= 2; held[amount % 8] ^= amount; } while (amount > 0);
    return (int)(held[0] & 15) | (n << 4) | (amount < 0 ? -1 : 2);
}
END
    source=$(sha256sum "$dir/$name.c" | cut -d ' ' -f 1)
    cp "$dir/$name.c" "$out/sources/$source.c"
    eval "$name='{\"lesson\": \"02_critical_section\", \"file\": \"z\",
        \"source\": \"$source\", \"problems\": []}'"
done

odd='{"kind": "crlf", "file": "<b>a|b</b>.c", "text": "has CRLF <u>inside</u>"}'
cat >"$out/intake.json" <<END
{"format": "lockstep-intake", "version": 1, "in": "submissions",
 "problems": [{"kind": "unknown", "file": "<s>.pdf", "text": "is nobody's"}],
 "students": [
 {"id": "script", "name": "<script>alert(1)</script>", "enrolled": true,
  "ids": {"section": "<i>A</i>"}, "problems": [$odd], "submissions": [$loud, $deadlock, $one]},
 {"id": "star", "name": "*Star* | [x](y) & \`q\`", "enrolled": false,
  "ids": {}, "problems": [], "submissions": [$broken, $other]},
 {"id": "inline", "name": "=1+1", "enrolled": true, "ids": {}, "problems": [],
  "submissions": [$asm]},
 {"id": "same", "name": "Ann \"Same\" O'Lee", "enrolled": true, "ids": {},
  "problems": [], "submissions": [$loud,
  {"lesson": "03_deadlock", "file": "y", "problems": [$odd]}]},
 {"id": "absent", "name": "", "enrolled": true, "ids": {}, "problems": [],
  "submissions": []}]}
END
cat >"$dir/policy" <<'END'
01_lock 1 - visible
02_critical_section 1 - visible
03_deadlock 1 - hidden
END
build/test/pages "$out" "$dir/policy" || complain "no pages were made"

# elements FILE: what a page is made of, beside text.
no_strangers='count(//script | //img | //iframe | //object | //link | //form |
    //i | //b | //s | //u | //@src | //@style |
    //@*[starts-with(name(), "on")])'
for page in "$out"/class.html "$out"/similar/*/*.html "$out"/feedback/*.html; do
    if ! xmllint --noout "$page"; then
        complain "$page is not well-formed"
        continue
    fi
    [ "$(xmllint --xpath "$no_strangers" "$page")" = 0 ] ||
        complain "$page has what no page has"
    grep -nE 'https?:|url\(|@import' "$page" && complain "$page is not whole"
    [ "$(xmllint --xpath 'count(//th[not(@scope)])' "$page")" = 0 ] ||
        complain "$page has a heading of a table without a scope"
    [ "$(xmllint --xpath 'count(//h1)' "$page")" = 1 ] ||
        complain "$page has not one first heading"
    # Every link within the page leads somewhere, and so does every file.
    xmllint --xpath '//a/@href' "$page" | sed 's/.*"\(.*\)".*/\1/' | sort -u |
        while read -r to; do
            case $to in
            \#*) grep -q "id=\"${to#?}\"" "$page" ;;
            *) [ -f "$(dirname "$page")/${to%#*}" ] ;;
            esac || echo "$page: $to"
        done >"$dir/dead"
    [ ! -s "$dir/dead" ] || complain "dead links: $(cat "$dir/dead")"
done
[ "$(find "$out/feedback" -type f | wc -l)" -eq 10 ] ||
    complain "there are not two pages for each of five students"

# A page's text, without marks, in one line for each line of the page.
words() {
    case $1 in
    *.html) sed 's/<[^>]*>//g; s/&lt;/</g; s/&gt;/>/g; s/&quot;/"/g
        s/&#39;/'"'"'/g; s/&amp;/\&/g' "$1" ;;
    *) sed 's/\\\([^A-Za-z0-9]\)/\1/g; s/`//g' "$1" ;;
    esac
}

# Every finding's title and every place stands on the page.
sed -n 's/^ *"title": "\(.*\)",*$/\1/p' "$dir/loud.json" |
    sed '/^Lesson/d; s/`//g' | sort -u >"$dir/titles"
[ "$(wc -l <"$dir/titles")" -ge 2 ] || complain "there are too few findings"
for page in "$out"/feedback/script.html "$out"/feedback/script.md; do
    words "$page" >"$dir/words"
    while read -r title; do
        grep -qF "$title" "$dir/words" || complain "$page lacks: $title"
    done <"$dir/titles"
    grep -qF 'counter.c:7' "$dir/words" || complain "$page lacks the place"
    grep -qF '<img src=x onerror' "$dir/words" || complain "$page: no output"
    grep -qF 'make replay L=01' "$dir/words" || complain "$page: no replay"
    grep -qF 'has CRLF' "$dir/words" || complain "$page: nothing of CRLF"
done
[ "$(xmllint --xpath 'count(//table[@class="ladder"])' \
    "$out/feedback/script.html")" -ge 1 ] || complain "there is no ladder"
grep -qxF '# big' "$out/feedback/script.md" ||
    complain "the output is not in a block as it was"
[ "$(grep -c '^````' "$out/feedback/script.md")" -ge 2 ] ||
    complain "the output could end its block"
grep -q "$(printf '\033')" "$out"/feedback/* "$out/class.html" &&
    complain "an escape code came through"

grep -q 'error: expected' "$out/feedback/star.html" ||
    complain "the compiler's words are missing"
grep -q 'counter.c:3' "$out/feedback/inline.html" ||
    complain "the refusal's line is missing"
grep -qE 'no reproach' "$out/feedback/inline.html" || complain "harsh words"
grep -q 'not handed in' "$out/feedback/absent.html" ||
    complain "nothing of what is missing"

# What is hidden is hidden, from everybody, and others are others.
for page in "$out"/feedback/*; do
    grep -nE '03_deadlock|Two locks' "$page" &&
        complain "$page shows a hidden lesson"
    id=$(basename "$page" | sed 's/\..*//')
    for other in Star Same 1+1; do
        case $other in
        Star) mine=star ;;
        Same) mine=same ;;
        *) mine=inline ;;
        esac
        [ "$id" = "$mine" ] || ! words "$page" | grep -nF "$other" ||
            complain "$page speaks of $mine"
    done
    grep -nF -e "$PWD" -e /tmp/ -e build/test "$page" &&
        complain "$page names a path of this machine"
done
for part in 03_deadlock 'inline assembly' 'Why works were not run' \
    'is nobody' 'feedback/script.html' \
    'not in the roster' 'has CRLF'; do
    grep -q "$part" "$out/class.html" || complain "the class page lacks $part"
done

# Similar works stand side by side, with what is common marked.
side=$out/similar/02_critical_section/1.html
[ "$(xmllint --xpath 'count(//pre)' "$side")" = 2 ] ||
    complain "there are not two works side by side"
[ "$(xmllint --xpath 'count(//mark)' "$side")" -ge 10 ] ||
    complain "nothing in common is marked"
grep -q 'similar/02_critical_section/1.html' "$out/class.html" ||
    complain "the class page does not lead to similar works"

# What can be chosen is there, and each choice has a rule.
for choice in section lesson verdict; do
    xmllint --xpath "//select[@id='show-$choice']/option/@value" \
        "$out/class.html" | sed -n 's/.*"\(.*[0-9]\)".*/\1/p' >"$dir/choices"
    [ -s "$dir/choices" ] || complain "no $choice can be chosen"
    while read -r value; do
        grep -qF "#show-$choice [value=$value]:checked" "$out/class.html" ||
            complain "$choice $value changes nothing"
    done <"$dir/choices"
done

# Made again, what is the same is not written; who has left has no page.
touch "$dir/stamp"
sleep 0.1
sed -i '/"id": "absent"/,/"submissions": \[\]/d' "$out/intake.json"
sed -i 's/"y", "problems": \[.*\]}\]},$/"y", "problems": []}]}]}/' \
    "$out/intake.json"
build/test/pages "$out" "$dir/policy" || complain "no pages were made again"
[ ! -e "$out/feedback/absent.html" ] || complain "an old page was left"
[ -z "$(find "$out/feedback" -type f -newer "$dir/stamp")" ] ||
    complain "pages were written that are the same"
exit "$wrong"
