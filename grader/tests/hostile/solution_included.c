/* Hostile: includes the answer. Only a sandbox has none; elsewhere the gate
 * sees it.
 * Verdict: build
 * Behind the gate: build
 * Needs: sandbox
 */
#include "../../../solutions/01_lock/counter.c"
