/*
 * Functions that the explorer models and the library answers here:
 * ThreadSanitizer does not see what they do with their caller's memory. See
 * trial/argument.h.
 */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>

#include "trial/argument.h"

int __real_pthread_key_create(pthread_key_t *key, void (*destructor)(void *));
int __wrap_pthread_key_create(pthread_key_t *key, void (*destructor)(void *));
int __wrap_pthread_key_create(pthread_key_t *key, void (*destructor)(void *))
{
    ARGUMENT_WRITTEN(key);
    return __real_pthread_key_create(key, destructor);
}

int __real_pthread_setname_np(pthread_t thread, const char *name);
int __wrap_pthread_setname_np(pthread_t thread, const char *name);
int __wrap_pthread_setname_np(pthread_t thread, const char *name)
{
    argument_text_read(name, CALLER);
    return __real_pthread_setname_np(thread, name);
}

int __real_gettimeofday(struct timeval *now, void *zone);
int __wrap_gettimeofday(struct timeval *now, void *zone);
int __wrap_gettimeofday(struct timeval *now, void *zone)
{
    ARGUMENT_WRITTEN(now);
    return __real_gettimeofday(now, zone);
}

int __real_posix_memalign(void **block, size_t alignment, size_t size);
int __wrap_posix_memalign(void **block, size_t alignment, size_t size);
int __wrap_posix_memalign(void **block, size_t alignment, size_t size)
{
    void *made;
    int error = __real_posix_memalign(&made, alignment, size);
    if (error)
        return error;
    ARGUMENT_WRITTEN(block);
    *block = made;
    return 0;
}

char *__real_strdup(const char *text);
char *__wrap_strdup(const char *text);
char *__wrap_strdup(const char *text)
{
    argument_text_read(text, CALLER);
    return __real_strdup(text);
}
