/**
 * @file gradebook_schema.h
 * @brief The statements that make a new gradebook's tables and views.
 */
#ifndef LOCKSTEP_GRADEBOOK_SCHEMA_H
#define LOCKSTEP_GRADEBOOK_SCHEMA_H

/** What says in the file that it is a gradebook, and of which form. */
enum {
    GRADEBOOK_VERSION = 1,             /**< user_version: grows with changes */
    GRADEBOOK_APPLICATION = 0x4C6F636B /**< application_id: "Lock" */
};

/** SQL, to be run once on an empty database. */
extern const char gradebook_schema[];

#endif
