/* Variant: a lock in place of pthread_once() and of the atomic, and gmtime()
 * is used under that lock.
 */
#include "texts.h"

#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TEXT_SIZE = 80 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static bool key_made;
static pthread_key_t text_key; /* written by key_make() alone, once */
static int key_error;          /* likewise */
static long owners;            /* guarded by lock */

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

/* The destructor: runs in the thread that ends. */
static void text_free(void *text)
{
    free(text);
    pthread_mutex_lock(&lock);
    owners--;
    pthread_mutex_unlock(&lock);
}

static void key_make(void)
{
    key_error = pthread_key_create(&text_key, text_free);
}

/* The text of the calling thread, made when it is first asked for. */
static char *text_own(void)
{
    pthread_mutex_lock(&lock);
    if (!key_made || key_error != 0) {
        key_make();
        key_made = true;
    }
    bool usable = key_error == 0;
    pthread_mutex_unlock(&lock);
    if (!usable) {
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
    pthread_mutex_lock(&lock);
    owners++;
    pthread_mutex_unlock(&lock);
    return text;
}

const char *date_text(time_t time)
{
    struct tm parts = {0};
    char *text = text_own();

    if (text == NULL) {
        return NULL;
    }
    pthread_mutex_lock(&lock);
    const struct tm *now = gmtime(&time);
    if (now != NULL) {
        parts = *now;
    }
    pthread_mutex_unlock(&lock);
    if (now == NULL) {
        return NULL;
    }
    snprintf(text, TEXT_SIZE, "%04d-%02d-%02d %02d:%02d:%02d",
             parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday,
             parts.tm_hour, parts.tm_min, parts.tm_sec);
    return text;
}

long date_owners(void)
{
    pthread_mutex_lock(&lock);
    long count = owners;
    pthread_mutex_unlock(&lock);
    return count;
}
