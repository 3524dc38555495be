/* Vyukov's bounded queue for many producers and consumers (1024cores.net,
 * 2010): each slot has a number that says whose turn it is. Who takes a
 * position needs no order; the slot's number hands the slot over, to who gets
 * from it and to who puts into it next.
 *
 * Case: right
 * Gives: right
 * Case: puts -DCLIENT=puts
 * Gives: right
 * Case: gets -DCLIENT=gets
 * Gives: right
 * Case: both -DCLIENT=both
 * Gives: right
 * Case: put_look_relaxed -DPUT_LOOK=relaxed
 * Gives: broken
 * Case: put_relaxed -DPUT=relaxed -DCLIENT=both
 * Gives: broken
 * Case: get_look_relaxed -DGET_LOOK=relaxed -DCLIENT=both
 * Gives: broken
 * Case: get_relaxed -DGET=relaxed
 * Gives: broken
 */
#include "structure.h"

#ifndef PUT_LOOK
#define PUT_LOOK acquire
#endif
#ifndef PUT
#define PUT release
#endif
#ifndef GET_LOOK
#define GET_LOOK acquire
#endif
#ifndef GET
#define GET release
#endif
#ifndef CLIENT
#define CLIENT anew
#endif

enum { SLOTS = 2, VALUES = 4 };

static struct slot {
    atomic_int turn;
    int value;
} slots[SLOTS] = {{0, 0}, {1, 0}};
static atomic_int put_next, get_next;

/* @return Whether there was room. */
static bool put(int value)
{
    int at = LOAD(put_next, relaxed);
    for (;;) {
        struct slot *slot = &slots[at % SLOTS];
        int turn = LOAD(slot->turn, PUT_LOOK);
        if (turn < at)
            return false;
        if (turn > at) {
            at = LOAD(put_next, relaxed);
        } else if (CAS(put_next, &at, at + 1, relaxed, relaxed)) {
            slot->value = value;
            STORE(slot->turn, at + 1, PUT);
            return true;
        }
    }
}

/* @return What was got; 0: nothing. */
static int get(void)
{
    int at = LOAD(get_next, relaxed);
    for (;;) {
        struct slot *slot = &slots[at % SLOTS];
        int turn = LOAD(slot->turn, GET_LOOK);
        if (turn < at + 1)
            return 0;
        if (turn > at + 1) {
            at = LOAD(get_next, relaxed);
        } else if (CAS(get_next, &at, at + 1, relaxed, relaxed)) {
            int value = slot->value;
            STORE(slot->turn, at + SLOTS, GET);
            return value;
        }
    }
}

/* How often each value was put, and came out. */
static int had[2][VALUES], got[2][VALUES];

static void put_one(void)
{
    had[0][1] += put(1);
}

static void *put_two(void *none)
{
    had[1][2] += put(2);
    had[1][3] += put(3);
    return none;
}

static void get_one(void)
{
    got[0][get()]++;
}

static void *get_two(void *none)
{
    got[1][get()]++;
    got[1][get()]++;
    return none;
}

static void client_anew(void)
{
    put_two(NULL);
    run_two(put_one, get_two);
}

static void client_puts(void)
{
    run_two(put_one, put_two);
}

static void client_both(void)
{
    run_two(put_one, get_two);
}

static void client_gets(void)
{
    put_two(NULL);
    run_two(get_one, get_two);
}

#define RUN(client) RUN_1(client)
#define RUN_1(client) client_##client()

int main(void)
{
    (void)client_anew, (void)client_puts, (void)client_gets, (void)client_both;
    RUN(CLIENT);
    int value;
    while ((value = get()))
        got[0][value]++;
    for (int i = 1; i < VALUES; i++)
        assert(got[0][i] + got[1][i] == had[0][i] + had[1][i]);
    return 0;
}
