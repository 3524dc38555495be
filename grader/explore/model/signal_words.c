/* The words for the steps of signals; see signal_words.h. */
#include "explore/model/signal_words.h"

#include <stdio.h>
#include <string.h>

#include "explore/model/pending.h"

enum { WORDS = 5, WORDS_SIZE = 48 };

static char texts[WORDS][SIGNALS][WORDS_SIZE];

/* Realtime signals have numbers only. */
static const char *words(unsigned which, int number)
{
    static const char *const formats[WORDS][2] = {
        {"sends SIG", ""},
        {"takes SIG", ": its handler runs"},
        {"is back from the handler of SIG", ""},
        {"is ended by SIG", ""},
        {"takes SIG", ""},
    };
    char *text = texts[which][number];
    const char *name = sigabbrev_np(number);
    if (*text)
        return text;
    if (name)
        snprintf(text, WORDS_SIZE, "%s%s%s", formats[which][0], name,
                 formats[which][1]);
    else
        snprintf(text, WORDS_SIZE, "%sRTMIN+%d%s", formats[which][0],
                 number - SIGRTMIN, formats[which][1]);
    return text;
}

const char *signal_sends(int number)
{
    return words(0, number);
}

const char *signal_runs(int number)
{
    return words(1, number);
}

const char *signal_returns(int number)
{
    return words(2, number);
}

const char *signal_ends(int number)
{
    return words(3, number);
}

const char *signal_takes(int number)
{
    return words(4, number);
}
