/* Names given by learning platforms (see owner.h). */
#include "batch/intake/owner.h"

#include <stdlib.h>
#include <string.h>

#include "batch/base/names.h"

static const char digits[] = "0123456789";

static void owner_name(struct owner *owner, const char *name, size_t length)
{
    name_copy(owner->name, sizeof owner->name, name, length);
}

static void owner_number(struct owner *owner, const char *text, size_t length)
{
    name_copy(owner->number, sizeof owner->number, text, length);
}

/* Moodle: "Ann Lee_12_assignsubmission_file_", and then a file's name if it
 * makes no folders. Where marking is blind, the name is "Participant". */
static bool moodle_read(const char *name, struct owner *owner)
{
    static const char *const kinds[] = {"_assignsubmission_file",
                                        "_assignsubmission_onlinetext"};
    const char *mark = NULL;
    const char *after = NULL;
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0] && !mark; i++) {
        mark = strstr(name, kinds[i]);
        after = mark ? mark + strlen(kinds[i]) : NULL;
    }
    if (!mark || (*after != '_' && *after != '\0'))
        return false;
    const char *number = mark;
    while (number > name && strchr(digits, number[-1]))
        number--;
    if (number == mark || number - name < 2 || number[-1] != '_')
        return false;
    *owner = (struct owner){.form = OWNER_MOODLE};
    owner_name(owner, name, (size_t)(number - 1 - name));
    owner_number(owner, number, (size_t)(mark - number));
    after += *after == '_';
    if (*after)
        owner->rest = (size_t)(after - name);
    return true;
}

/* The number at text, as Canvas writes numbers, and an underscore after it.
 * @return Its length, or 0. */
static size_t number_at(const char *text)
{
    size_t length = strspn(text, digits);
    return length > 0 && text[0] != '0' && text[length] == '_' ? length : 0;
}

static void name_before(struct owner *owner, const char *name, size_t length)
{
    static const char late[] = "_LATE";
    size_t size = strlen(late);
    if (length > size && strncmp(name + length - size, late, size) == 0) {
        owner->late = true;
        length -= size;
    }
    owner_name(owner, name, length);
}

/* "anon_Ab3dE_889_counter.c" */
static bool anonymous_read(const char *name, struct owner *owner)
{
    const char *at = name;
    *owner = (struct owner){.form = OWNER_CANVAS};
    if (strncmp(at, "LATE_", 5) == 0) {
        owner->late = true;
        at += 5;
    }
    if (strncmp(at, "anon_", 5) != 0)
        return false;
    const char *who = at + 5;
    if (strncmp(who, "LATE_", 5) == 0) {
        owner->late = true;
        who += 5;
    }
    size_t length = strcspn(who, "_/.");
    const char *rest = who + length;
    if (strncmp(rest, "_LATE_", 6) == 0) {
        owner->late = true;
        rest += 5;
    }
    size_t attachment = *rest == '_' ? number_at(rest + 1) : 0;
    if (length == 0 || attachment == 0)
        return false;
    owner_number(owner, who, length);
    memmove(owner->number + 5, owner->number, sizeof owner->number - 5);
    memcpy(owner->number, "anon_", 5);
    owner->number[sizeof owner->number - 1] = '\0';
    owner->rest = (size_t)(rest + 1 + attachment + 1 - name);
    return name[owner->rest] != '\0';
}

/* "leeann_LATE_4711_889_counter.c": the first two numbers side by side. */
static bool canvas_read(const char *name, struct owner *owner)
{
    if (anonymous_read(name, owner))
        return true;
    /* A name has nothing but letters, digits and underscores left in it. */
    const char *sign = strpbrk(name, " @.,-()");
    for (const char *at = strchr(name, '_'); at && !(sign && sign < at);
         at = strchr(at + 1, '_')) {
        size_t user = number_at(at + 1);
        if (!user)
            continue;
        const char *next = at + 1 + user + 1;
        size_t attachment = number_at(next);
        bool typed =
            strcmp(next, "text.html") == 0 || strcmp(next, "link.html") == 0;
        if (!typed && (!attachment || next[attachment + 1] == '\0'))
            continue;
        *owner = (struct owner){.form = OWNER_CANVAS};
        name_before(owner, name, (size_t)(at - name));
        owner_number(owner, at + 1, user);
        owner->rest = (size_t)((typed ? next : next + attachment + 1) - name);
        return true;
    }
    return false;
}

bool owner_of_lms(const char *name, struct owner *owner)
{
    struct owner found;
    bool known = moodle_read(name, &found) || canvas_read(name, &found);
    if (known)
        *owner = found;
    return known;
}

bool owner_is_lms(const char *name)
{
    struct owner owner;
    return owner_of_lms(name, &owner);
}
