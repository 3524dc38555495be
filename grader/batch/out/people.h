/**
 * @file people.h
 * @brief Who in the class is which row of another system's sheet.
 *
 * Names are the last resort: an identifier decides where both sides have one,
 * and a name only if it fits one student and one row, and no identifier says
 * otherwise.
 */
#ifndef LOCKSTEP_PEOPLE_H
#define LOCKSTEP_PEOPLE_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>

/** What identifies somebody; "" where unknown. */
struct person_keys {
    const char *canvas, *moodle, *sis, *login, *email;
    const char *name; /**< "Ann Lee", or "Lee, Ann" */
};

/** A name as name_joined() has it; without a comma both are the same. */
struct name_forms {
    char *as_is;  /**< as it is written */
    char *turned; /**< what is behind the comma first */
};

/** A student of the latest run; texts are owned by the list. */
struct person {
    char *id, *name;
    char *canvas, *moodle, *sis, *login, *email;
    struct name_forms forms;
    bool found; /**< has a row */
};

/** All of them. */
struct people {
    struct person *person;
    size_t count;
};

/** Why a row is nobody's. */
enum person_fate { PERSON_FOUND, PERSON_UNKNOWN, PERSON_SEVERAL };

/** A row of a sheet. */
struct person_row {
    size_t row; /**< in the sheet */
    struct person_keys keys;
    bool locked;   /**< the system takes no number in this row */
    size_t person; /**< whose, if found */
    enum person_fate fate;
};

/** @brief Reads the class. @return 0 or an errno value. */
int people_read(sqlite3 *db, struct people *people);

/** @brief Frees it. */
void people_free(struct people *people);

/** @brief Finds whose each row is. */
void people_find(struct people *people, struct person_row *rows, size_t count);

/** @brief Reports on standard error which rows are nobody's, and who has none.
 *  @param sheet What messages call it. */
void people_tell(const struct people *people, const struct person_row *rows,
                 size_t count, const char *sheet);

#endif
