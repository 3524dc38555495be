/*
 * strerror(), which in glibc is thread-safe: each thread has a text of its own
 * for numbers that are not errors. The explorer's fibers would share it, and
 * ThreadSanitizer takes every call for a write to the text.
 *
 * Here a number has one text, the same for all threads. It is written once and
 * never changes, so nothing needs to be reported.
 */
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>

enum { TEXTS_MAX = 64, TEXT_SIZE = 32, FREE = 0, TAKEN = 1, WRITTEN = 2 };

static struct {
    atomic_int state;
    int error;
    char text[TEXT_SIZE];
} texts[TEXTS_MAX];

/* Not snprintf(), which ThreadSanitizer takes for a write by the kit. */
static void text_write(char *text, int error)
{
    unsigned rest = error < 0 ? 0u - (unsigned)error : (unsigned)error;
    char digits[TEXT_SIZE];
    int count = 0;
    for (const char *word = "Unknown error "; *word; word++)
        *(volatile char *)text++ = *word;
    if (error < 0)
        *text++ = '-';
    do {
        digits[count++] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest > 0);
    while (count > 0)
        *text++ = digits[--count];
    *text = '\0';
}

char *__wrap_strerror(int error);
char *__wrap_strerror(int error)
{
    const char *known = strerrordesc_np(error);
    if (known)
        return (char *)known;
    for (int i = 0; i < TEXTS_MAX; i++) {
        int state = FREE;
        if (atomic_compare_exchange_strong(&texts[i].state, &state, TAKEN)) {
            texts[i].error = error;
            text_write(texts[i].text, error);
            atomic_store(&texts[i].state, WRITTEN);
        }
        while (atomic_load(&texts[i].state) == TAKEN)
            continue;
        if (texts[i].error == error)
            return texts[i].text;
    }
    return (char *)"Unknown error";
}
