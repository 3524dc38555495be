/* Moments in texts (see moments.h). */
#include "batch/intake/moments.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* How months begin in English, German, French and Spanish; of two that fit the
 * earlier counts. */
static const struct {
    const char *beginning;
    int month;
} months[] = {{"jan", 0},      {"ene", 0},      {"feb", 1},  {"f\u00e9v", 1},
              {"mar", 2},      {"m\u00e4r", 2}, {"apr", 3},  {"avr", 3},
              {"abr", 3},      {"may", 4},      {"mai", 4},  {"juil", 6},
              {"jun", 5},      {"juin", 5},     {"jul", 6},  {"aug", 7},
              {"ao\u00fb", 7}, {"ago", 7},      {"sep", 8},  {"oct", 9},
              {"okt", 9},      {"nov", 10},     {"dec", 11}, {"d\u00e9c", 11},
              {"dez", 11},     {"dic", 11}};

enum { MONTHS = sizeof months / sizeof months[0], MONTH_MOST = 10 };

/* Up to `most` digits; their number is left in *digits. */
static int number_read(const char **at, int most, int *digits)
{
    int value = 0;
    *digits = 0;
    while (*digits < most && isdigit((unsigned char)**at)) {
        value = 10 * value + (*(*at)++ - '0');
        ++*digits;
    }
    return value;
}

/* Exactly two digits, after at most one sign. */
static bool pair_read(const char **at, const char *signs, int *value)
{
    const char *from = *at;
    int digits;
    if (*from && strchr(signs, *from))
        from++;
    *value = number_read(&from, 2, &digits);
    if (digits == 2)
        *at = from;
    return digits == 2;
}

/* "Z", " UTC", "+01:00", " -0500", after a fraction; none: local time. */
static bool zone_read(const char **at, long *offset)
{
    static const char *const names[] = {"Z", "UTC", "GMT"};
    const char *from = *at;
    if (*from == '.' && isdigit((unsigned char)from[1]))
        from += 1 + strspn(from + 1, "0123456789");
    from += *from == ' ';
    *offset = 0;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        size_t length = strlen(names[i]);
        if (strncmp(from, names[i], length) == 0 &&
            !isalnum((unsigned char)from[length])) {
            *at = from + length;
            return true;
        }
    }
    int hours, minutes;
    char sign = *from;
    if ((sign != '+' && sign != '-') || !isdigit((unsigned char)from[1]))
        return false;
    from++;
    if (!pair_read(&from, "", &hours) || !pair_read(&from, ":", &minutes) ||
        isdigit((unsigned char)*from) || hours > 14 || minutes > 59)
        return false;
    *offset = (sign == '-' ? -1 : 1) * (hours * 3600L + minutes * 60L);
    *at = from;
    return true;
}

static bool moment_make(struct tm *parts, const char **at, time_t *time)
{
    long offset;
    int day = parts->tm_mday;
    if (parts->tm_mon < 0 || parts->tm_mon > 11 || day < 1 || day > 31 ||
        parts->tm_hour > 23 || parts->tm_min > 59 || parts->tm_sec > 60)
        return false;
    parts->tm_isdst = -1;
    *time = zone_read(at, &offset) ? timegm(parts) - offset : mktime(parts);
    return parts->tm_mday == day;
}

/* "20261120134512", "2026-11-20 13:45". */
static bool numbers_read(const char *text, const char **end, time_t *time)
{
    struct tm parts = {0};
    const char *at = text;
    int digits, month;
    int year = number_read(&at, 4, &digits);
    if (digits != 4 || year < 2000 || year > 2099 ||
        !pair_read(&at, "-_./", &month) ||
        !pair_read(&at, "-_./", &parts.tm_mday) ||
        !pair_read(&at, "T -_.", &parts.tm_hour) ||
        !pair_read(&at, ":-_.", &parts.tm_min))
        return false;
    if (!pair_read(&at, ":-_.", &parts.tm_sec))
        parts.tm_sec = 0;
    /* Milliseconds without a sign before them are Sakai's, whose clock is
     * UTC. */
    bool sakai = strspn(at, "0123456789") == 3;
    at += sakai ? 3 : 0;
    if (isdigit((unsigned char)*at))
        return false;
    parts.tm_year = year - 1900;
    parts.tm_mon = month - 1;
    struct tm utc = parts;
    if (!moment_make(&parts, &at, time))
        return false;
    if (sakai)
        *time = timegm(&utc);
    *end = at;
    return true;
}

/* "1:45:12 PM", "145 PM", "13:45". */
static bool clock_read(const char **at, struct tm *parts)
{
    int digits;
    int first = number_read(at, 4, &digits);
    parts->tm_hour = digits > 2 ? first / 100 : first;
    parts->tm_min = digits > 2 ? first % 100 : 0;
    if (digits == 0 || (digits <= 2 && !pair_read(at, ":.", &parts->tm_min)))
        return false;
    parts->tm_sec = 0;
    if (digits <= 2 && (**at == ':' || **at == '.'))
        (void)pair_read(at, ":.", &parts->tm_sec);
    const char *half = *at + strspn(*at, " ");
    if (strncmp(half, "\u202f", 3) == 0)
        half += 3;
    bool late = strncasecmp(half, "pm", 2) == 0;
    if (!late && strncasecmp(half, "am", 2) != 0)
        return true;
    *at = half + 2;
    if (parts->tm_hour < 1 || parts->tm_hour > 12)
        return false;
    parts->tm_hour = parts->tm_hour % 12 + (late ? 12 : 0);
    return true;
}

/* The month that a word names; its length, or 0. */
static size_t month_read(const char *text, int *month)
{
    size_t length = 0;
    while (isalpha((unsigned char)text[length]) ||
           (unsigned char)text[length] >= 0x80)
        length++;
    for (size_t i = 0; length <= MONTH_MOST && i < MONTHS; i++) {
        const char *beginning = months[i].beginning;
        if (strncasecmp(text, beginning, strlen(beginning)) == 0) {
            *month = months[i].month;
            return length;
        }
    }
    return 0;
}

/* Spanish has "de" between. */
static void blanks_skip(const char **at)
{
    *at += strspn(*at, " ,._");
    if (strncmp(*at, "de ", 3) == 0)
        *at += 3;
}

/* "Nov 20, 2026 145 PM", "22 November 2026, 1:45 PM". */
static bool words_read(const char *text, const char **end, time_t *time)
{
    struct tm parts = {0};
    const char *at = text;
    int digits;
    parts.tm_mday = number_read(&at, 2, &digits);
    bool day_first = digits > 0;
    blanks_skip(&at);
    size_t length = month_read(at, &parts.tm_mon);
    at += length;
    blanks_skip(&at);
    if (!day_first)
        parts.tm_mday = number_read(&at, 2, &digits);
    blanks_skip(&at);
    if (length == 0 || parts.tm_mday == 0)
        return false;
    int year = number_read(&at, 4, &digits);
    if (digits != 4 || year < 2000 || year > 2099)
        return false;
    parts.tm_year = year - 1900;
    blanks_skip(&at);
    if (strncasecmp(at, "at ", 3) == 0)
        at += 3;
    if (!clock_read(&at, &parts) || !moment_make(&parts, &at, time))
        return false;
    *end = at;
    return true;
}

bool moment_find(const char *text, struct moment_place *place)
{
    for (const char *at = text; *at; at++) {
        const char *end;
        if (!isalnum((unsigned char)*at) ||
            (at > text && isalnum((unsigned char)at[-1])))
            continue;
        if (numbers_read(at, &end, &place->time) ||
            words_read(at, &end, &place->time)) {
            place->start = (size_t)(at - text);
            place->end = (size_t)(end - text);
            return true;
        }
    }
    return false;
}
