/**
 * @file signal_words.h
 * @brief What the steps of a signal are called, as texts that stay.
 */
#ifndef LOCKSTEP_SIGNAL_WORDS_H
#define LOCKSTEP_SIGNAL_WORDS_H

/** @return "sends SIGTERM". */
const char *signal_sends(int number);

/** @return "takes SIGTERM: its handler runs". */
const char *signal_runs(int number);

/** @return "is back from the handler of SIGTERM". */
const char *signal_returns(int number);

/** @return "is ended by SIGTERM". */
const char *signal_ends(int number);

/** @return "takes SIGTERM": no handler runs. */
const char *signal_takes(int number);

#endif
