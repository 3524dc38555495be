/* Variant: words are found by hand, so there is nothing to keep; the text is a
 * variable of the thread, and a key is there only to notice the thread's end.
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
    int error = 0;

    text += strspn(text, " ");
    while (*text != '\0' && error == 0) {
        size_t length = strcspn(text, " ");
        char *word = strndup(text, length);
        if (word == NULL) {
            return ENOMEM;
        }
        error = visit(word, arg);
        free(word);
        text += length;
        text += strspn(text, " ");
    }
    return error;
}

/* The destructor: runs in the thread that ends. */
static void text_free(void *text)
{
    (void)text;
    atomic_fetch_sub(&owners, 1);
}

static void key_make(void)
{
    key_error = pthread_key_create(&text_key, text_free);
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
    static _Thread_local char own[TEXT_SIZE];
    text = own;
    if (pthread_setspecific(text_key, text) != 0) {
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
