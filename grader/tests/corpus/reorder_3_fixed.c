/* Both stores are one critical section. */
#define THREADS 3
#define TOGETHER
#include "reorder.h"
