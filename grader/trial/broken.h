/**
 * @file broken.h
 * @brief A probe that can't go on for lack of something of the machine's.
 */
#ifndef LOCKSTEP_BROKEN_H
#define LOCKSTEP_BROKEN_H

/** What the judge gave to this run and expects to hear again, so that nobody
 *  else can say that the machine is at fault; "" where nobody could be. Set
 *  before anything of the student's runs. */
extern const char *broken_nonce;

/** The exit status of such a probe. */
enum { EXIT_MACHINE = 3 };

/**
 * @brief Says, to the judge and to people, what the machine lacks, and ends the
 *        probe. Any thread may call it.
 * @param what  What was asked for, such as "8 MiB of addresses".
 * @param error Why there is none: an errno value.
 */
_Noreturn void broken_exit(const char *what, int error);

#endif
