#!/bin/sh
# ThreadSanitizer sees every access in the source, whether or not a compiler
# needs it: each function of the file must have the hooks that its name asks
# for, READSrWRITESw_about.
set -eu
cd "$(dirname "$0")/../.."
. grader/tests/exploring.sh

cat >"$dir/kept.c" <<'C'
int word, other, *pointer;
struct pair { int a, b; } pair;
static int only_written;
void take(int);
void r1w0_dead(void) { int a = word; (void)a; }
void r2w0_merged(void) { int a = word, b = word; (void)(a == b); }
int r2w0_merged_returned(void) { int a = word, b = word; return a == b; }
void r2w0_overwritten(void) { int a = word; a = other; take(a); }
void r0w2_dead_store(void) { word = 1; word = 2; }
int r1w1_forwarded(void) { word = 1; return word; }
int r2w1_after_a_branch(int c)
{
    int a = word;
    if (c)
        other = word;
    return a;
}
int r1w0_hoisted(int n)
{
    int sum = 0;
    for (int i = 0; i < n; i++)
        sum += word;
    return sum;
}
void r0w1_sunk(int n)
{
    for (int i = 0; i < n; i++)
        word = i;
}
int r1w0_same_result(void)
{
    if (word)
        return 1;
    return 1;
}
int r2w0_either(void) { return word || word; }
void r1w0_spin(void) { while (!word) continue; }
void r1w1_counted(void) { word++; }
void r1w1_itself(void) { word = word; }
void r1w1_member(void) { pair.b += 1; }
void r2w0_by_pointer(void) { int a = *pointer; (void)a; }
void r0w1_never_read(int n) { only_written = n; }
void r2w0_passed(void) { take(word); take(word); }
static struct { char text[100]; } large, filled;
void r0w0_copied(void) { large = filled; }
C
# hooks OBJECT: of each function, what hooks it calls.
hooks() {
    objdump -dr --no-show-raw-insn "$1" | awk '
        /^[0-9a-f]+ <r[0-9]w[0-9]_/ { name = substr($2, 2); sub(/>:/, "", name)
            reads[name] = writes[name] = 0 }
        /R_[A-Z0-9_]+[ \t]+__tsan_(unaligned_)?read[0-9]/ { reads[name]++ }
        /R_[A-Z0-9_]+[ \t]+__tsan_(unaligned_)?write[0-9]/ { writes[name]++ }
        END { for (name in reads)
            if (name) print name, "r" reads[name] "w" writes[name] }'
}
# Every compiler that is installed here.
compilers=$(for name in gcc clang $(cd /usr/bin && echo gcc-[0-9]* clang-[0-9]*)
do
    ! command -v "$name" || true
done)
for path in $compilers; do
    compiler=${path##*/}
    CC=$compiler grader/compile.sh "$dir/kept.c" "$dir/kept.o" -w
    hooks "$dir/kept.o" >"$dir/kept.$compiler"
    [ "$(grep -c . "$dir/kept.$compiler")" = "$(grep -c '^[a-z]* r[0-9]w' \
        "$dir/kept.c")" ] || fail "$compiler: not all functions were looked at"
    while read -r name has; do
        [ "${name%%_*}" = "$has" ] || fail "$compiler: $name has $has"
    done <"$dir/kept.$compiler"
    # gcc 12's runtime has no such calls, and the explorer no model of them.
    ! nm -u "$dir/kept.o" | grep __tsan_mem || fail "$compiler: these calls"
done
conclude
