/* See contract_story.h: programs have engines, and no contracts. */
#include "trial/contract_story.h"

#include <stddef.h>

void (*contract_tell)(void (*line)(const char *text));
