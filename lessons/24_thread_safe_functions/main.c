/*
 * Lesson 24, the program: two threads split texts and print dates.
 *
 * Each knows what must come out, and counts what did not.
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "texts.h"

enum { THREADS = 2, TURNS = 100000 };

struct user {
    pthread_t thread;
    const char *text; /* of four words */
    time_t time;
    const char *date;
    long wrong_words, wrong_dates;
};

static void stop_on(int error, const char *call)
{
    if (error != 0) {
        fprintf(stderr, "%s: %s\n", call, strerror(error));
        exit(EXIT_FAILURE);
    }
}

static int count_word(const char *word, void *arg)
{
    int *words = arg;

    (void)word;
    ++*words;
    return 0;
}

/* For each word of one text it counts the words of another. */
static int count_nested(const char *word, void *arg)
{
    int inner = 0;

    stop_on(words_each("a b c", count_word, &inner), "words_each");
    return count_word(word, arg);
}

static void *user_main(void *arg)
{
    struct user *self = arg;

    for (int i = 0; i < TURNS; i++) {
        int words = 0;
        stop_on(words_each(self->text, count_word, &words), "words_each");
        self->wrong_words += words != 4;
        const char *date = date_text(self->time);
        self->wrong_dates += date == NULL || strcmp(date, self->date) != 0;
    }
    return NULL;
}

int main(void)
{
    struct user users[THREADS] = {
        {.text = "one two three four",
         .time = 0,
         .date = "1970-01-01 00:00:00"},
        {.text = "spring summer autumn winter",
         .time = 1000000000,
         .date = "2001-09-09 01:46:40"},
    };
    int words = 0;

    stop_on(words_each("red green blue", count_nested, &words), "words_each");
    printf("\"red green blue\" has 3 words, and %d were visited.\n", words);

    for (int i = 0; i < THREADS; i++) {
        stop_on(pthread_create(&users[i].thread, NULL, user_main, &users[i]),
                "pthread_create");
    }
    for (int i = 0; i < THREADS; i++) {
        stop_on(pthread_join(users[i].thread, NULL), "pthread_join");
        printf("user %d: %ld of %d texts and %ld dates were wrong.\n", i,
               users[i].wrong_words, TURNS, users[i].wrong_dates);
    }
    return EXIT_SUCCESS;
}
