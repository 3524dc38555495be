/* A right program that never ends is searched in beginnings, and no schedule of
 * it is said to be whole.
 * Options: --schedules 1000
 * Figures: "cut":[1-9][0-9]{2}
 * Figures: "every":0
 * Figures: "random":[1-9]
 * Figures: "beginnings":\[\{"steps":250,.*\{"steps":1000,.*\{"steps":16000,
 */
#define ORDERED
#include "serves_for_ever.c"
