/* Both stores are one critical section. */
#define THREADS 100
#define TOGETHER
#include "reorder.h"
