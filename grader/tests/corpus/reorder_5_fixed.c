/* Both stores are one critical section. */
#define THREADS 5
#define TOGETHER
#include "reorder.h"
