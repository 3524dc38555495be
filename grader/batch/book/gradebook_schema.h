/**
 * @file gradebook_schema.h
 * @brief The statements that make a new gradebook's tables and views.
 */
#ifndef LOCKSTEP_GRADEBOOK_SCHEMA_H
#define LOCKSTEP_GRADEBOOK_SCHEMA_H

/** SQL, to be run once on an empty database. */
extern const char gradebook_schema[];

#endif
