/* The second lock is taken before the first is given up. */
#define THREADS 100
#define TOGETHER
#include "two_stage.h"
