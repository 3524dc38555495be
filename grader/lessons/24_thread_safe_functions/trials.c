/**
 * @file 24_thread_safe_functions.c
 * @brief Grades lesson 24: what one call keeps, no other call can touch.
 *
 * The kit's strtok(), gmtime() and the like work on static data that the
 * engines watch, so two threads inside them are a race as on any variable. To
 * hold a thread in the middle of a visit the body holds the gate, a mutex.
 */
#include "texts.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include "trial/trial.h"

static pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;

/* What a visitor has seen: the words, each followed by a stroke. */
struct seen {
    char words[1200];
    int stop_after; /* words; 0: never */
    int count;
};

static int note(const char *word, void *arg)
{
    struct seen *seen = arg;
    size_t used = strlen(seen->words);

    seen->count++;
    snprintf(seen->words + used, sizeof seen->words - used, "%s/", word);
    return seen->count == seen->stop_after ? 7 : 0;
}

/* Splits a text and looks whether the right words came. */
static void split_check(const char *text, const char *right)
{
    struct seen seen = {"", 0, 0};
    int answer = words_each(text, note, &seen);

    trial_expect(answer == 0, "words_each() returned %d, not 0", answer);
    trial_expect(strcmp(seen.words, right) == 0,
                 "the words of \"%.40s\" were %.60s, not %.60s", text,
                 seen.words, right);
}

static void date_check(time_t time, const char *right)
{
    const char *text = date_text(time);

    trial_expect(text && strcmp(text, right) == 0, "a date is %.40s, not %s",
                 text ? text : "NULL", right);
}

static const time_t billion = 1000000000;
static const char billion_text[] = "2001-09-09 01:46:40";
static const char zero_text[] = "1970-01-01 00:00:00";

static void *user_main(void *unused)
{
    char text[] = "  one two   three ", before[sizeof text];
    char far[1001], far_right[1002];
    struct seen seen = {"", 2, 0};

    memcpy(before, text, sizeof text);
    split_check(text, "one/two/three/");
    trial_expect(memcmp(before, text, sizeof text) == 0,
                 "words_each() changed the text");
    split_check("", "");
    split_check("   ", "");
    memset(far, 'x', 1000);
    memset(far_right, 'x', 1000);
    far[1000] = far_right[1001] = '\0';
    far_right[1000] = '/';
    split_check(far, far_right);
    int answer = words_each(text, note, &seen);
    trial_expect(answer == 7, "a visit returned 7, words_each() %d", answer);
    trial_expect(seen.count == 2, "%d words were visited after a 7 at word 2",
                 seen.count);
    date_check(0, zero_text);
    date_check(billion, billion_text);
    trial_expect(date_owners() == 1, "one thread owns %ld texts",
                 date_owners());
    return unused;
}

TRIAL(rules, "one thread alone finds every rule of texts.h kept", .points = 10,
      .rounds = 10)
{
    trial_spawn("user", user_main, NULL);
    trial_run();
}

static int split_again(const char *word, void *arg)
{
    split_check("a b", "a/b/");
    return note(word, arg);
}

static void *nested_main(void *unused)
{
    struct seen seen = {"", 0, 0};

    words_each("one two three", split_again, &seen);
    trial_expect(strcmp(seen.words, "one/two/three/") == 0,
                 "with a split in each visit the words were %.60s, not "
                 "one/two/three/",
                 seen.words);
    return unused;
}

TRIAL(nested, "a visit may split another text", .points = 10, .rounds = 10)
{
    trial_spawn("user", nested_main, NULL);
    trial_run();
}

static char shared[] = "sun moon"; /* read by both */

static void *split_first(void *unused)
{
    split_check(shared, "sun/moon/");
    return unused;
}

static void *split_second(void *unused)
{
    split_check("red green", "red/green/");
    split_check(shared, "sun/moon/");
    return unused;
}

TRIAL(two_split, "two threads split texts at the same time", .points = 15,
      .rounds = 100)
{
    trial_spawn("first", split_first, NULL);
    trial_spawn("second", split_second, NULL);
    trial_run();
}

static int pass_gate(const char *word, void *arg)
{
    pthread_mutex_lock(&gate);
    pthread_mutex_unlock(&gate);
    return note(word, arg);
}

static void *split_slowly(void *arg)
{
    words_each("a b", pass_gate, arg);
    return NULL;
}

TRIAL(no_waiting, "no call waits until another thread's visit is over",
      .points = 15, .rounds = 30)
{
    struct seen seen = {"", 0, 0};

    pthread_mutex_lock(&gate);
    struct trial_thread *slow = trial_spawn("slow", split_slowly, &seen);
    trial_go();
    trial_until_blocked(slow);
    struct trial_thread *quick = trial_spawn("quick", split_first, NULL);
    trial_go();
    trial_until_blocked(quick);
    trial_expect(trial_finished(quick),
                 "words_each() waited for another thread's visit");
    pthread_mutex_unlock(&gate);
    trial_run();
    trial_expect(strcmp(seen.words, "a/b/") == 0,
                 "the words of \"a b\" were %.60s", seen.words);
}

static void owners_check(long right, const char *when)
{
    long count = date_owners();

    trial_expect(count == right, "%ld threads own a text %s, not %ld", count,
                 when, right);
}

static void *date_first(void *unused)
{
    date_check(0, zero_text);
    return unused;
}

static void *date_second(void *unused)
{
    date_check(billion, billion_text);
    return unused;
}

TRIAL(two_dates, "two threads ask for dates at the same time", .points = 10,
      .rounds = 100)
{
    trial_spawn("first", date_first, NULL);
    trial_spawn("second", date_second, NULL);
    trial_run();
    owners_check(0, "after both were joined");
}

/* Asks, passes the gate, and looks at what it got. */
static void *date_keep(void *unused)
{
    const char *text = date_text(billion);

    pthread_mutex_lock(&gate);
    pthread_mutex_unlock(&gate);
    trial_expect(text && strcmp(text, billion_text) == 0,
                 "another thread asked, and a date became %.40s",
                 text ? text : "NULL");
    return unused;
}

/* So often that a ring of buffers has come round. */
static void *date_often(void *unused)
{
    for (size_t i = trial_size(300, 40); i > 0; i--)
        date_check(0, zero_text);
    return unused;
}

TRIAL(own_text, "a date stays as it is, whatever others ask for", .points = 15,
      .rounds = 30)
{
    pthread_mutex_lock(&gate);
    struct trial_thread *keeper = trial_spawn("keeper", date_keep, NULL);
    trial_go();
    trial_until_blocked(keeper);
    struct trial_thread *other = trial_spawn("other", date_often, NULL);
    trial_go();
    trial_join(other);
    pthread_mutex_unlock(&gate);
    trial_run();
}

TRIAL(freed, "a text is freed when its thread ends", .points = 10, .rounds = 60)
{
    owners_check(0, "at the start");
    pthread_mutex_lock(&gate);
    for (int i = 0; i < 2; i++) {
        struct trial_thread *keeper =
            trial_spawn(i ? "second" : "first", date_keep, NULL);
        trial_go();
        trial_until_blocked(keeper);
    }
    owners_check(2, "while two have got one");
    pthread_mutex_unlock(&gate);
    trial_run();
    owners_check(0, "after they were joined");
    trial_spawn("third", date_first, NULL);
    trial_run();
    owners_check(0, "after a third was joined");
}
