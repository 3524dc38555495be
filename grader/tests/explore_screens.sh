#!/bin/sh
# The screens of docs/explore.md show what is really printed: of a program that
# prints different things, whose schedule ids are replayed, and the picture,
# which is the README's (alone_readme.sh).
set -eu
cd "$(dirname "$0")/../.."
. grader/tests/exploring.sh

cat >"$dir/balance.c" <<'C'
#include <pthread.h>
#include <stdio.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int balance = 100;

static int get(void)
{
    pthread_mutex_lock(&lock);
    int now = balance;
    pthread_mutex_unlock(&lock);
    return now;
}

static void set(int now)
{
    pthread_mutex_lock(&lock);
    balance = now;
    pthread_mutex_unlock(&lock);
}

static void *deposit(void *unused)
{
    set(get() + 50);
    return unused;
}

int main(void)
{
    pthread_t a, b;
    pthread_create(&a, NULL, deposit, NULL);
    pthread_create(&b, NULL, deposit, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    printf("balance: %d\n", balance);
    return 0;
}
C

# trimmed: without the margin, and without empty lines at the beginning and end.
trimmed() {
    awk '{ lines[NR] = $0 }
         /[^ ]/ { if (!first) first = NR; last = NR
                  match($0, /^ */)
                  if (!margin || RLENGTH < margin) margin = RLENGTH }
         END { for (i = first; i && i <= last; i++)
                   print substr(lines[i], margin + 1) }'
}

# screen PATTERN FILE: the indented lines around the one that PATTERN matches.
screen() {
    awk -v pattern="$1" '
        /^[^ ]/ { if (found) exit; text = "" }
        !/^[^ ]/ { text = text $0 "\n" }
        $0 ~ pattern { found = 1 }
        END { printf "%s", text }' "$2" | trimmed
}

# same WHAT FILE FILE: both have the same lines, and any.
same() {
    if ! [ -s "$2" ] || ! diff "$2" "$3"; then
        fail "$1: what docs/explore.md shows (<) is not what is printed (>)"
    fi
}

build/bin/explore "$dir/balance.c" | trimmed >"$dir/outputs.printed"
screen 'does not always print' docs/explore.md >"$dir/outputs.screen"
same "different outputs" "$dir/outputs.screen" "$dir/outputs.printed"

# Below an id stands what its schedule prints.
sed -n 's/.*--replay \([0-9A-Z]*\):$/\1/p' "$dir/outputs.screen" >"$dir/ids"
[ "$(wc -l <"$dir/ids")" = 2 ] || fail "other than two ids: $(cat "$dir/ids")"
while read -r id; do
    wanted=$(sed -n "/--replay $id:/{n;s/^ *//;p;}" "$dir/outputs.screen")
    build/bin/explore --json --replay "$id" "$dir/balance.c" >"$dir/$id.json"
    grep -q "\"output\": \"$wanted\\\\n" "$dir/$id.json" ||
        fail "the schedule $id does not print '$wanted'"
done <"$dir/ids"

for page in docs/explore.md README.md; do
    sed -n '/^ *step a  /,/^ *$/p' "$page" | trimmed \
        >"$dir/picture.$(basename "$page" .md)"
done
same "the picture" "$dir/picture.explore" "$dir/picture.README"
conclude
