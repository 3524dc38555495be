/* The queue of Michael and Scott (PODC 1996), whose nodes are never used again,
 * with the orders that programs in C11 give it. A new node has any link in it
 * until it is cleared.
 *
 * Case: right
 * Gives: right
 * Case: puts -DCLIENT=puts
 * Gives: right
 * Case: get -DCLIENT=get
 * Gives: right
 * Case: gets -DCLIENT=gets
 * Gives: right
 * Case: three -DCLIENT=three
 * Gives: right
 * Case: put_tail_relaxed -DPUT_TAIL=relaxed -DCLIENT=puts
 * Gives: broken
 * Case: put_next_relaxed -DPUT_NEXT=relaxed -DCLIENT=puts
 * Gives: broken
 * Case: link_relaxed -DLINK=relaxed
 * Gives: broken
 * Case: swing_relaxed -DSWING=relaxed -DCLIENT=puts
 * Gives: broken
 * Case: put_help_relaxed -DPUT_HELP=relaxed -DCLIENT=three
 * Gives: broken
 * Case: get_head_relaxed -DGET_HEAD=relaxed -DCLIENT=get
 * Gives: broken
 * Case: get_tail_relaxed -DGET_TAIL=relaxed -DCLIENT=gets
 * Gives: broken
 * Case: get_next_relaxed -DGET_NEXT=relaxed -DCLIENT=gets
 * Gives: broken
 * Case: get_help_relaxed -DGET_HELP=relaxed -DCLIENT=three
 * Gives: broken
 * Case: get_relaxed -DGET=relaxed -DCLIENT=get
 * Gives: broken
 */
#include "structure.h"

#ifndef PUT_TAIL
#define PUT_TAIL acquire
#endif
#ifndef PUT_NEXT
#define PUT_NEXT acquire
#endif
#ifndef LINK
#define LINK release
#endif
#ifndef SWING
#define SWING release
#endif
#ifndef PUT_HELP
#define PUT_HELP release
#endif
#ifndef GET_HEAD
#define GET_HEAD acquire
#endif
#ifndef GET_TAIL
#define GET_TAIL acquire
#endif
#ifndef GET_NEXT
#define GET_NEXT acquire
#endif
#ifndef GET_HELP
#define GET_HELP release
#endif
#ifndef GET
#define GET release
#endif
#ifndef CLIENT
#define CLIENT both
#endif

struct node {
    _Atomic(struct node *) next;
    int value;
};

static struct node wrong, nodes[3] = {[1] = {&wrong, 0}, [2] = {&wrong, 0}};
static _Atomic(struct node *) head = &nodes[0], tail = &nodes[0];

static void put(struct node *node, int value)
{
    node->value = value;
    STORE(node->next, NULL, relaxed);
    for (;;) {
        struct node *last = LOAD(tail, PUT_TAIL);
        struct node *next = LOAD(last->next, PUT_NEXT);
        assert(next != &wrong);
        if (next) {
            CAS(tail, &last, next, PUT_HELP, relaxed);
        } else if (CAS(last->next, &next, node, LINK, relaxed)) {
            CAS(tail, &last, node, SWING, relaxed);
            return;
        }
    }
}

/* @return What was put; 0: nothing is there. */
static int get(void)
{
    for (;;) {
        struct node *first = LOAD(head, GET_HEAD);
        struct node *last = LOAD(tail, GET_TAIL);
        struct node *next = LOAD(first->next, GET_NEXT);
        assert(next != &wrong);
        if (first == last) {
            if (!next)
                return 0;
            CAS(tail, &last, next, GET_HELP, relaxed);
            continue;
        }
        assert(next);
        int value = next->value;
        if (CAS(head, &first, next, GET, relaxed))
            return value;
    }
}

/* How often each value came out. */
static int got[2][3];

static void put_one(void)
{
    put(&nodes[1], 1);
}

static void *put_other(void *none)
{
    put(&nodes[2], 2);
    return none;
}

static void put_two(void)
{
    put(&nodes[1], 1);
    put(&nodes[2], 2);
}

static void put_and_get(void)
{
    put(&nodes[1], 1);
    got[0][get()]++;
}

static void *put_other_and_get(void *none)
{
    put(&nodes[2], 2);
    got[1][get()]++;
    return none;
}

static void *get_one(void *none)
{
    got[1][get()]++;
    return none;
}

static void *get_two(void *none)
{
    got[1][get()]++;
    got[1][get()]++;
    return none;
}

static void client_both(void)
{
    run_two(put_and_get, put_other_and_get);
    assert(!got[0][0] && !got[1][0]);
}

static void client_puts(void)
{
    run_two(put_one, put_other);
}

static void client_gets(void)
{
    run_two(put_two, get_two);
}

static void client_get(void)
{
    run_two(put_and_get, get_one);
    put(&nodes[2], 2);
}

static void client_three(void)
{
    run_three(put_one, put_other, get_one);
}

#define RUN(client) RUN_1(client)
#define RUN_1(client) client_##client()

int main(void)
{
    (void)client_both, (void)client_puts, (void)client_gets, (void)client_get;
    (void)client_three;
    RUN(CLIENT);
    int value;
    while ((value = get()))
        got[0][value]++;
    for (int i = 1; i < 3; i++)
        assert(got[0][i] + got[1][i] == 1);
    return 0;
}
