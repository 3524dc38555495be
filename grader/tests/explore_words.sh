#!/bin/sh
# A race says why it is one: which order was too weak, or that no lock is shared.
# No report points into the kit, and none of fences is given without a warning.
# shellcheck disable=SC2016 # the quotes are those of reports
set -eu
cd "$(dirname "$0")/../.."
. grader/tests/exploring.sh

cat >"$dir/passes.c" <<'C'
#include <pthread.h>
#include <stdatomic.h>
static atomic_int ready, other;
static int data;
static void *give(void *unused)
{
    atomic_store(&other, 1);
#ifndef LATE
    data = 1;
#endif
#ifdef PLAIN
    *(int *)&ready = 1;
#else
    SET(&ready);
#endif
#ifdef LATE
    data = 1;
#endif
    return unused;
}
static void *take(void *unused)
{
    if (GET(&ready))
        data++;
    return unused;
}
static void *pass(void *unused)
{
    atomic_fetch_add_explicit(&ready, 0, memory_order_relaxed);
    return unused;
}
int main(void)
{
    pthread_t thread[3];
    void *(*const run[])(void *) = {give, pass, take};
    for (int i = 0; i < 3; i++)
        pthread_create(&thread[i], NULL, run[i], NULL);
    for (int i = 0; i < 3; i++)
        pthread_join(thread[i], NULL);
    return 0;
}
C
# told NAME STORE LOAD [FLAG]: explores the program with these orders.
told() {
    name=$1
    # shellcheck disable=SC2086 # flags are words
    build/bin/explore --cflags "-DSET(x)=atomic_store_explicit(x,1,memory_order_$2) \
        -DGET(x)=atomic_load_explicit(x,memory_order_$3) ${4:-}" \
        "$dir/passes.c" >"$dir/$name.said" 2>"$dir/$name.err" || :
    tr '\n' ' ' <"$dir/$name.said" | tr -s ' ' >"$dir/$name.words"
    ! grep -qE 'grader/(trial|explore|stress)/' "$dir/$name.said" ||
        fail "$name points into the kit"
}
# because NAME WORDS: that is what the last report says.
because() {
    grep -qE "$2" "$dir/$1.words" || fail "$1: no '$2' in $(cat "$dir/$1.said")"
}

told both relaxed relaxed
because both 'race on `data`: nothing orders the two; the store to `ready` in between and the load that saw it were relaxed'
because both 'passes.c:14: thread 1 atomic store `ready`, relaxed'
because both 'passes.c:23: thread 3 atomic load `ready`, relaxed'
told load release relaxed
because load 'nothing orders the two; the load of `ready` that saw the store in between was relaxed'
told store relaxed seq_cst
because store 'nothing orders the two; the store to `ready` that the load in between saw was relaxed'
told neither release acquire
because neither '^ all behaviours: [0-9]+ classes of schedules, '

# The store comes first: no order could help.
told late relaxed relaxed -DLATE
because late 'race on `data`: two threads, no common lock'
told mixed relaxed relaxed -DPLAIN
because mixed 'race on `ready`: one access is atomic, the other is not'

build/bin/explore grader/tests/explore/fences_order.c >"$dir/fences" ||
    fail "fences are accused: $(cat "$dir/fences")"
build/bin/explore --memory-model sc grader/tests/explore/fences_order.c |
    tr '\n' ' ' | tr -s ' ' | grep -q 'saw the newest value' ||
    fail "nothing says what --memory-model sc leaves out"

# An older value is told, and which order is to blame, with its line.
for words in 'atomic load `data`: 0 \(an older value; 1 is newest\)' \
    'the memory order of line 20 \(relaxed\) is too weak'; do
    build/bin/explore grader/tests/explore/older_value.c >"$dir/older" || :
    tr '\n' ' ' <"$dir/older" | tr -s ' ' | grep -qE "$words" ||
        fail "an older value lacks '$words': $(cat "$dir/older")"
done

# free() is about a block, not about what lies first in it.
cat >"$dir/gives_up.c" <<'C'
#include <pthread.h>
#include <stdlib.h>
struct node { long first, second; };
static struct node *node;
static void *read_it(void *unused)
{
    return (void *)node->first;
}
static void *drop_it(void *unused)
{
    free(node);
    return unused;
}
int main(void)
{
    pthread_t a, b;
    node = calloc(1, sizeof *node);
    pthread_create(&a, NULL, FIRST, NULL);
    pthread_create(&b, NULL, drop_it, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return 0;
}
C
for words in 'read_it/gives_up.c:11: thread 2 frees the memory it is in' \
    'drop_it/frees a `struct node`, which is not allocated, or no longer'; do
    build/bin/explore --cflags "-DFIRST=${words%%/*}" "$dir/gives_up.c" \
        >"$dir/freed" || :
    tr '\n' ' ' <"$dir/freed" | tr -s ' ' | grep -q "${words#*/}" ||
        fail "no '${words#*/}' in $(cat "$dir/freed")"
done

# A crash is at the program's line, not somewhere in a library or nowhere.
for at in crash_in_call.c:18 call_nowhere.c:10; do
    build/bin/explore "grader/tests/explore/${at%:*}" >"$dir/crash" || :
    grep -q "$at: .* crashed" "$dir/crash" ||
        fail "$at is not where it crashed: $(cat "$dir/crash")"
done

# Who was cancelled with a lock, and where, is told.
for words in 'cancel_worker/which thread 1 holds' \
    'cancel_worker/cancel_worker.c:[0-9]*: thread 1 was cancelled here' \
    'cancel_worker/waits on `work`: is cancelled here' \
    'cancel_lock_left/Thread 1 is cancelled while it holds a lock'; do
    build/bin/explore "grader/tests/explore/${words%%/*}.c" >"$dir/left" || :
    tr '\n' ' ' <"$dir/left" | tr -s ' ' >"$dir/left.words"
    grep -q "${words#*/}" "$dir/left.words" ||
        fail "no '${words#*/}' in $(cat "$dir/left")"
done

# A lock that was not taken comes before the race that follows from it.
build/bin/explore grader/tests/explore/waits_without_lock.c >"$dir/forgot" || :
tr '\n' ' ' <"$dir/forgot" | tr -s ' ' |
    grep -q '^ Thread 1 unlocks a mutex that it does not hold .* Data race on' ||
    fail "the race comes before what explains it: $(cat "$dir/forgot")"
conclude
