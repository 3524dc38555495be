/**
 * @file cc_link.h
 * @brief How explore-cc links.
 *
 * Objects and archives of the project become one object, so that its names are
 * its own (grader/seclude.sh); libraries of the system come in last.
 */
#ifndef LOCKSTEP_TOOL_CC_LINK_H
#define LOCKSTEP_TOOL_CC_LINK_H

#include "explore/tool/cc_call.h"

/**
 * @brief Links a program that `explore` can search.
 * @param call   Its inputs are compiled.
 * @param kit    The kit's root.
 * @param folder For what is generated.
 * @return The exit status of what failed, or 0.
 */
int cc_link(const struct cc_call *call, const char *kit, const char *folder);

/** @brief Makes what stands for a shared library: one object under its name,
 *  which goes into each program that is linked with it. */
int cc_share(const struct cc_call *call, const char *folder);

#endif
