/*
 * Lesson 26, the program: a dealer sets quotes, and somebody looks at them.
 *
 * The dealer always asks for one more than it pays, so it is easy to see
 * whether what was got was ever set.
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "quote.h"

enum { LOOKS = 5000000 };

static atomic_bool enough = false;

static void stop_on(int error, const char *call)
{
    if (error != 0) {
        fprintf(stderr, "%s: %s\n", call, strerror(error));
        exit(EXIT_FAILURE);
    }
}

static void *dealer_main(void *unused)
{
    for (long price = 1; !enough; price++) {
        const struct quote quote = {price, price + 1};
        quote_set(&quote);
    }
    return unused;
}

static void *buyer_main(void *unused)
{
    long got = 0, torn = 0;

    for (int i = 0; i < LOOKS; i++) {
        struct quote quote;
        if (quote_try(&quote) && quote.bid != 0) {
            got++;
            torn += quote.ask != quote.bid + 1;
        }
    }
    printf("%d looks, %ld got a quote, %ld of these were never set\n", LOOKS,
           got, torn);
    return unused;
}

int main(void)
{
    const struct quote first = {1, 2};
    pthread_t dealer, buyer;

    quote_set(&first);
    stop_on(pthread_create(&dealer, NULL, dealer_main, NULL), "pthread_create");
    stop_on(pthread_create(&buyer, NULL, buyer_main, NULL), "pthread_create");
    stop_on(pthread_join(buyer, NULL), "pthread_join");
    atomic_store(&enough, true);
    stop_on(pthread_join(dealer, NULL), "pthread_join");
    return EXIT_SUCCESS;
}
