/**
 * @file version.h
 * @brief The kit's version, as records show it.
 */
#ifndef LOCKSTEP_VERSION_H
#define LOCKSTEP_VERSION_H

/** Semantic versioning, https://semver.org. */
#define LOCKSTEP_VERSION "0.1.0"

#endif
