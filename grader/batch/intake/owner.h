/**
 * @file owner.h
 * @brief Whose a folder, a file or an archive is, by its name alone.
 */
#ifndef LOCKSTEP_OWNER_H
#define LOCKSTEP_OWNER_H

#include <stdbool.h>
#include <stddef.h>

/** Who gave the name. */
enum owner_form {
    OWNER_PLAIN,  /**< the name is the student's */
    OWNER_MOODLE, /**< Fullname_ID_assignsubmission_file_... */
    OWNER_CANVAS  /**< lastfirst[_LATE]_ID_ATTACHMENT_... */
};

/** What a name says. */
struct owner {
    enum owner_form form;
    char name[512];  /**< as found; "" if the name hides it */
    char number[64]; /**< the learning platform's own number, or "" */
    bool late;       /**< Canvas says so */
    size_t rest;     /**< where the student's own file name begins; 0: none */
};

/**
 * @brief Takes apart a name that a learning platform gave.
 *
 * Canvas's form is in its own lib/content_zipper.rb: a student's sortable name
 * in small letters, LATE, the user's number (or "anon_" and letters, where
 * students are anonymous), the attachment's number, the file's name; a text
 * typed in ends with "_text.html", an address with "_link.html".
 * @return Whether it is such a name. Any thread may call it.
 */
bool owner_of_lms(const char *name, struct owner *owner);

/** @brief Whether owner_of_lms() would say yes. */
bool owner_is_lms(const char *name);

#endif
