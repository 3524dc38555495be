/**
 * @file gradebook_schema.h
 * @brief The statements that make a new gradebook's tables and views.
 */
#ifndef LOCKSTEP_GRADEBOOK_SCHEMA_H
#define LOCKSTEP_GRADEBOOK_SCHEMA_H

enum {
    /** SQLite's user_version: grows when a table changes. */
    GRADEBOOK_VERSION = 1,
    /** SQLite's application_id, "Lock": the file is a gradebook. */
    GRADEBOOK_APPLICATION = 0x4C6F636B
};

/** SQL, to be run once on an empty database. */
extern const char gradebook_schema[];

#endif
