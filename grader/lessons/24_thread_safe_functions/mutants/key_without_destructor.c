/* Mutant: the key has no destructor. Each thread that ends leaves its text
 * behind.
 * Finding: assertion
 */
#include "texts.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TEXT_SIZE = 80 };

static pthread_once_t key_once = PTHREAD_ONCE_INIT;
static pthread_key_t text_key; /* written by key_make() alone, once */
static int key_error;          /* likewise */
static atomic_long owners;

int words_each(const char *text, int (*visit)(const char *word, void *arg),
               void *arg)
{
    char *copy = strdup(text);
    char *place = NULL;
    int error = 0;

    if (copy == NULL) {
        return ENOMEM;
    }
    char *word = strtok_r(copy, " ", &place);
    while (word != NULL && error == 0) {
        error = visit(word, arg);
        word = strtok_r(NULL, " ", &place);
    }
    free(copy);
    return error;
}

static void key_make(void)
{
    key_error = pthread_key_create(&text_key, NULL);
}

/* The text of the calling thread, made when it is first asked for. */
static char *text_own(void)
{
    if (pthread_once(&key_once, key_make) != 0 || key_error != 0) {
        return NULL;
    }
    char *text = pthread_getspecific(text_key);
    if (text != NULL) {
        return text;
    }
    text = malloc(TEXT_SIZE);
    if (text == NULL) {
        return NULL;
    }
    if (pthread_setspecific(text_key, text) != 0) {
        free(text);
        return NULL;
    }
    atomic_fetch_add(&owners, 1);
    return text;
}

const char *date_text(time_t time)
{
    struct tm parts;
    char *text = text_own();

    if (text == NULL || gmtime_r(&time, &parts) == NULL) {
        return NULL;
    }
    snprintf(text, TEXT_SIZE, "%04d-%02d-%02d %02d:%02d:%02d",
             parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday,
             parts.tm_hour, parts.tm_min, parts.tm_sec);
    return text;
}

long date_owners(void)
{
    return atomic_load(&owners);
}
