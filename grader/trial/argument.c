/* Whose argument the kit reads; see argument.h. */
#include "trial/argument.h"

_Atomic(const void *) argument_pc;
