/* Writes scripts for script.c, a line each: generate SEED COUNT. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint64_t state;

/* SplitMix64 (Steele, Lea and Flood, OOPSLA 2014). */
static unsigned below(unsigned n)
{
    uint64_t z = (state += 0x9e3779b97f4a7c15u);
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return (unsigned)((z ^ z >> 31) % n);
}

/* What one script is made of: not everything at once, so that threads meet. */
static const char *const families[] = {
    "agsc",
    "agscC",
    "lutty",
    "lu",
    "pvqz",
    "pv",
    "wxnb",
    "wn",
    "wN",
    "wxN",
    "wbn",
    "rkR",
    "rR",
    "mag",
    "oa",
    "iag",
    "luag",
    "luwn",
    "pvag",
    "lupv",
    "luyt",
    "agscluwnpvrRim",
    "agscCtyqzxnbrkRoiluw",
    "fsg",
    "fas",
    "Fn",
    "Fwn",
    "elu",
    "elut",
    "hag",
    "halu",
    "GS",
    "GSB",
    "GSgs",
    "PQGS",
    "SGE",
    "AGS",
    "WGS",
    "WAPQ",
    "gsBGS",
    "luGS",
    "wnGS",
    "pvPQ",
    "AGSPQWEBagsc",
};

static void thread_write(const char *family, unsigned operations)
{
    unsigned things = 1 + below(2);
    char held[3] = {0};
    unsigned depth = 0;
    for (unsigned i = 0; i < operations; i++) {
        char what = family[below((unsigned)strlen(family))];
        char thing = (char)('0' + below(things));
        if (strchr("ltye", what)) {
            if (memchr(held, thing, depth))
                continue;
            if (what == 'l')
                held[depth++] = thing;
        } else if (what == 'u') {
            if (depth == 0)
                continue;
            thing = held[--depth];
        }
        printf("%c%c", what, thing);
    }
    while (depth > 0)
        printf("u%c", held[--depth]);
}

int main(int count, char **words)
{
    enum { FAMILIES = sizeof families / sizeof families[0] };
    if (count != 3)
        return 2;
    state = strtoull(words[1], NULL, 10);
    for (unsigned long i = strtoul(words[2], NULL, 10); i > 0; i--) {
        const char *family = families[below(FAMILIES)];
        unsigned threads = 2 + below(3);
        unsigned most = threads == 2 ? 5 : threads == 3 ? 3 : 2;
        for (unsigned t = 0; t < threads; t++) {
            printf("%s", t ? "/" : "");
            thread_write(family, 1 + below(most));
        }
        printf("\n");
    }
    return 0;
}
