/* Points in time (see moment.h). */
#include "base/moment.h"

#include <ctype.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/* Whether a text begins with a shape, in which 0 stands for any digit. */
static bool is_shaped(const char *text, const char *shape)
{
    for (; *shape; text++, shape++)
        if (*shape == '0' ? !isdigit((unsigned char)*text) : *text != *shape)
            return false;
    return true;
}

/* `Z`, `+01:00` or nothing, to the end of the text. */
static bool zone_read(const char *text, bool *local, long *offset)
{
    int hours, minutes;
    *offset = 0;
    *local = *text == '\0';
    if (*local || strcmp(text, "Z") == 0)
        return true;
    if ((*text != '+' && *text != '-') || !is_shaped(text + 1, "00:00") ||
        text[6])
        return false;
    sscanf(text + 1, "%2d:%2d", &hours, &minutes);
    *offset = (*text == '-' ? -1 : 1) * (hours * 3600L + minutes * 60L);
    return hours <= 14 && minutes <= 59;
}

/* Sets the parts that are there. Returns what follows, NULL for no date. */
static const char *parts_read(const char *text, struct tm *parts)
{
    if (!is_shaped(text, "0000-00-00"))
        return NULL;
    sscanf(text, "%4d-%2d-%2d", &parts->tm_year, &parts->tm_mon,
           &parts->tm_mday);
    text += 10;
    if (*text == '\0')
        return text;
    if ((*text != 'T' && *text != ' ') || !is_shaped(text + 1, "00:00"))
        return NULL;
    sscanf(text + 1, "%2d:%2d", &parts->tm_hour, &parts->tm_min);
    text += 6;
    parts->tm_sec = 0;
    if (!is_shaped(text, ":00"))
        return text;
    sscanf(text, ":%2d", &parts->tm_sec);
    return text + 3;
}

int moment_read(const char *text, time_t *moment)
{
    struct tm parts = {
        .tm_hour = 23, .tm_min = 59, .tm_sec = 59, .tm_isdst = -1};
    bool local;
    long offset;
    const char *rest = parts_read(text, &parts);
    if (!rest || !zone_read(rest, &local, &offset) || parts.tm_hour > 23 ||
        parts.tm_min > 59 || parts.tm_sec > 59)
        return EINVAL;
    parts.tm_year -= 1900;
    parts.tm_mon -= 1;
    int month = parts.tm_mon, day = parts.tm_mday;
    time_t read = local ? mktime(&parts) : timegm(&parts) - offset;
    if (month < 0 || month > 11 || parts.tm_mon != month ||
        parts.tm_mday != day)
        return EINVAL;
    *moment = read;
    return 0;
}

const char *moment_text(time_t moment, char text[MOMENT_TEXT])
{
    struct tm parts;
    if (!gmtime_r(&moment, &parts) || parts.tm_year + 1900 > 9999 ||
        !strftime(text, MOMENT_TEXT, "%Y-%m-%dT%H:%M:%SZ", &parts))
        text[0] = '\0';
    return text;
}

const char *moment_shown(time_t moment, char text[MOMENT_TEXT])
{
    struct tm parts;
    if (!localtime_r(&moment, &parts) || parts.tm_year + 1900 > 9999)
        text[0] = '\0';
    else if (parts.tm_zone && isalpha((unsigned char)*parts.tm_zone))
        strftime(text, MOMENT_TEXT, "%Y-%m-%d %H:%M %Z", &parts);
    else /* many zones have no letters, only "-03" */
        strftime(text, MOMENT_TEXT, "%Y-%m-%d %H:%M UTC%z", &parts);
    return text;
}

double moment_steady(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}
