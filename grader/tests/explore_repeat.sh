#!/bin/sh
# What is told of programs that do not repeat themselves, and of runs that end
# badly without a word. They are not passed over.
set -eu
cd "$(dirname "$0")/../.."
. grader/tests/exploring.sh

# tell STATUS WORDS PROGRAM: explores it, compares exit status and text.
tell() {
    got=0
    build/bin/explore "$3" >"$dir/told.txt" 2>&1 || got=$?
    [ "$got" = "$1" ] || fail "$3: exit status $got instead of $1"
    tr -s ' \n' ' ' <"$dir/told.txt" | grep -q "$2" ||
        fail "$3: it does not say '$2': $(cat "$dir/told.txt")"
}

tell 1 'did not come again' grader/tests/explore/found_once.c
! grep -q 'How it comes about' "$dir/told.txt" ||
    fail "found_once: a picture of another schedule"
tell 0 'went another way, so this proves nothing' \
    grader/tests/explore/repeats_not.c
tell 0 'nothing found' grader/tests/explore/repeats.c
tell 1 'Data race on .sum.' grader/tests/explore/shadow_emptied.c

# The last word of this one is that it failed.
cat >"$dir/mute.c" <<'END'
#include <unistd.h>
__attribute__((destructor)) static void leave(void)
{
    _exit(1);
}
int main(void)
{
    return 0;
}
END
tell 1 'something went wrong, but not what' "$dir/mute.c"

# gcc puts code on the stack for this one, and other compilers don't take it.
cat >"$dir/nested.c" <<'END'
#include <pthread.h>
int main(void)
{
    int sum = 0;
    void *work(void *unused)
    {
        sum++;
        return unused;
    }
    pthread_t thread;
    pthread_create(&thread, NULL, work, NULL);
    return pthread_join(thread, NULL) || sum != 1;
}
END
case $CC in
*clang*) ;;
*)
    got=0
    build/bin/explore "$dir/nested.c" >"$dir/told.txt" 2>&1 || got=$?
    if [ "$got" != 2 ] || ! grep -q 'stack that runs' "$dir/told.txt"; then
        fail "nested: $got, $(cat "$dir/told.txt")"
    fi
    ;;
esac
conclude
