/**
 * @file fingerprint.h
 * @brief The whole state of the running schedule, as a digest.
 */
#ifndef LOCKSTEP_FINGERPRINT_H
#define LOCKSTEP_FINGERPRINT_H

struct digest;

/**
 * @brief Adds everything that decides how the program can go on: its memory,
 *        stacks and registers, what the models keep, virtual time, and how far
 *        files were read. From the engine's context.
 *
 * What the scheduler keeps to be fair is not part of it, and neither is what
 * was printed. The first call makes the hooks watch where the program writes:
 * memory that none of the parts knows leaves the digest open.
 */
void fingerprint_take(struct digest *digest);

/** @brief Adds all of it but for the threads themselves. */
void fingerprint_shared(struct digest *digest);

#endif
