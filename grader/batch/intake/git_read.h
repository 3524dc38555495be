/**
 * @file git_read.h
 * @brief Asks git about a student's commits without trusting the checkout.
 *
 * A checkout's own .git/config, hooks and attributes can make git run any
 * program, so git never sees them: it works in an empty repository of ours that
 * borrows the checkout's objects, and is given the number of the commit that is
 * meant. Only HEAD, refs and `shallow` are read from the checkout, by us,
 * without following links.
 */
#ifndef LOCKSTEP_GIT_READ_H
#define LOCKSTEP_GIT_READ_H

#include <stdio.h>

/** Room for a commit's number (SHA-256) and a null byte. */
enum { GIT_NUMBER = 65 };

/** Our repository. */
struct git_reader {
    char folder[64];
};

/** A checkout that is being read. */
struct git_checkout {
    const struct git_reader *reader;
    int objects;           /**< descriptor of its objects */
    char head[GIT_NUMBER]; /**< the commit that is checked out */
};

/** @brief Makes our repository in a folder of its own.
 *  @return 0 or an errno value; end it with git_reader_close(). */
int git_reader_open(struct git_reader *reader);

/** @brief Removes it. */
void git_reader_close(struct git_reader *reader);

/**
 * @brief Opens a checkout.
 * @param git Descriptor of its .git folder; stays open.
 * @return 0, ENODATA (nothing was committed), EINVAL (not understood) or
 *         open()'s errors; close it with git_checkout_close().
 */
int git_checkout_open(const struct git_reader *reader, int git,
                      struct git_checkout *checkout);

/** @brief Closes it. */
void git_checkout_close(struct git_checkout *checkout);

/**
 * @brief Runs git, with limits on time, memory and output.
 * @param argv   From "git" on, ends with NULL.
 * @param input  What it reads, from the beginning; NULL: nothing.
 * @param output Set to what it wrote, at its beginning; close it.
 * @return 0, ETIME, ENOSYS (there is no git) or EIO (it failed).
 */
int git_run(const struct git_checkout *checkout, const char *const *argv,
            FILE *input, FILE **output);

#endif
