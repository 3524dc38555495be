/*
 * Perturbation: what widens the windows in which threads can meet.
 *
 * A round either sleeps often and briefly or rarely, by its seed: the first
 * opens windows of a few instructions, the second lets threads run into each
 * other undisturbed. Sleeps are capped for each thread and round, so that the
 * work of a round stays bounded however many calls it makes.
 */
#include "stress/perturb.h"
#include "stress/real.h"

#include <time.h>

enum { SLEEPS_A_ROUND = 12, LONGEST_SLEEP_NS = 100000 };

uint64_t random_next(uint64_t *state)
{
    uint64_t z = (*state += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

void perturb_seed(struct trial_thread *thread, uint64_t seed)
{
    static const unsigned masks[] = {1, 3, 15, 255};
    thread->random = seed;
    thread->sleep_mask = masks[random_next(&thread->random) % 4];
    thread->sleeps_left = SLEEPS_A_ROUND;
}

void perturb(struct trial_thread *self)
{
    uint64_t r = random_next(&self->random);
    if (self->sleeps_left > 0 && (r & self->sleep_mask) == 0) {
        self->sleeps_left--;
        struct timespec nap = {.tv_nsec = (long)((r >> 32) % LONGEST_SLEEP_NS)};
        __real_nanosleep(&nap, NULL);
    } else if ((r & 7) == 1) {
        __real_sched_yield();
    }
}

bool perturb_once_in(struct trial_thread *self, unsigned n)
{
    return random_next(&self->random) % n == 0;
}
