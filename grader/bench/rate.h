/**
 * @file rate.h
 * @brief What the two programs that measure speed have in common.
 *
 * Each is linked with a lesson's trials and an answer, in place of a probe's
 * main, and prints one line: rounds or schedules run, the seconds they took,
 * how many of them had a finding, scheduling points in all, and seconds of
 * processor time, which a busy machine does not change as much.
 */
#ifndef LOCKSTEP_BENCH_RATE_H
#define LOCKSTEP_BENCH_RATE_H

#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "trial/trial.h"

/* The section that TRIAL() fills. */
extern const struct trial *const __start_trials[] __attribute__((weak));
extern const struct trial *const __stop_trials[] __attribute__((weak));

/** @return The trial called @p name, or NULL. */
static inline const struct trial *rate_trial(const char *name)
{
    const struct trial *const *entry = __start_trials;
    for (; entry != __stop_trials; entry++)
        if (strcmp((*entry)->name, name) == 0)
            return *entry;
    return NULL;
}

/** @return Seconds since some fixed moment. */
static inline double rate_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static inline double rate_cpu_of(int who)
{
    struct rusage used;
    getrusage(who, &used);
    return (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
           (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
}

/** @return Seconds of processor time, with that of children waited for. */
static inline double rate_cpu(void)
{
    return rate_cpu_of(RUSAGE_SELF) + rate_cpu_of(RUSAGE_CHILDREN);
}

/** What was measured. */
struct rate {
    unsigned long long count, findings, points;
    double start, cpu; /* when it began */
};

/** @brief Begins a measurement. */
static inline struct rate rate_begin(void)
{
    return (struct rate){.start = rate_now(), .cpu = rate_cpu()};
}

/** @brief Ends it and prints the line. */
static inline void rate_print(const struct rate *rate)
{
    printf("%llu %.9f %llu %llu %.6f\n", rate->count, rate_now() - rate->start,
           rate->findings, rate->points, rate_cpu() - rate->cpu);
}

#endif
