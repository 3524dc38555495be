/**
 * @file capture.h
 * @brief Runs a system command and keeps its output.
 */
#ifndef LOCKSTEP_CAPTURE_H
#define LOCKSTEP_CAPTURE_H

enum { CAPTURE_MOST = 1 << 20 /**< bytes that are kept of each */ };

/** The output of a command. */
struct captured {
    char *output; /**< standard output; owned */
    char *errors; /**< standard error; owned */
    int status;   /**< exit status; 128 and more if a signal ended it */
};

/**
 * @brief Runs a command, found in PATH, and waits for its end.
 *
 * It is in a process group of its own, so what is typed at the terminal does
 * not end it halfway, and it has nothing to read.
 * @param argv Ends with NULL; borrowed.
 * @param captured Set; free it with captured_free() in either case.
 * @return 0 whatever its status, ENOENT (no such command) or whatever else kept
 *         it from starting. Any thread may call it.
 */
int capture(char *const *argv, struct captured *captured);

/** @brief Frees the texts. */
void captured_free(struct captured *captured);

#endif
