/*
 * Lesson 24: functions that any thread may call at any time.
 *
 * The contract is in texts.h, the story in README.md. `make run L=24` shows
 * what goes wrong, `make check L=24` grades what you write here.
 */
#include "texts.h"

#include <stdio.h>
#include <string.h>

/* TODO: how many callers share this, and how many share what strtok() keeps? */
static char copy[2000];

int words_each(const char *text, int (*visit)(const char *word, void *arg),
               void *arg)
{
    int error = 0;

    snprintf(copy, sizeof copy, "%s", text);
    char *word = strtok(copy, " ");
    while (word != NULL && error == 0) {
        error = visit(word, arg);
        word = strtok(NULL, " ");
    }
    return error;
}

/* TODO: whose is this text? Where does gmtime() keep what it returns? */
const char *date_text(time_t time)
{
    static char text[80];
    const struct tm *parts = gmtime(&time);

    if (parts == NULL) {
        return NULL;
    }
    snprintf(text, sizeof text, "%04d-%02d-%02d %02d:%02d:%02d",
             parts->tm_year + 1900, parts->tm_mon + 1, parts->tm_mday,
             parts->tm_hour, parts->tm_min, parts->tm_sec);
    return text;
}

/* TODO: who notices that a thread ends? */
long date_owners(void)
{
    return 0;
}
