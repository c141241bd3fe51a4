#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <time.h>
#include <unistd.h>

#ifndef __has_feature
#define __has_feature(feature) 0
#endif

// A sanitizer has a `pthread_create` of its own in this place.
#if !__has_feature(address_sanitizer) && !__has_feature(thread_sanitizer)

typedef int create_function(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *);

static const char words[] =
    "modaudit: cannot start a thread; the limit of processes (ulimit -u) or of address space (ulimit -v) is too low\n";

// Stands before the C library's. libdispatch repeats a call that fails for ever, and the process hangs; this one repeats
// it for ten seconds and then ends the process. libdispatch ends threads that are idle for five seconds: so a run that has
// its report gets the thread that it ends on.
int pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*start)(void *), void *argument) {
    create_function *create = (create_function *)dlsym(RTLD_NEXT, "pthread_create");
    int fault = create ? create(thread, attributes, start, argument) : ENOSYS;
    for (int attempt = 0; fault == EAGAIN && attempt < 200; attempt++) {
        struct timespec pause = {.tv_nsec = 50000000};
        nanosleep(&pause, NULL);
        fault = create(thread, attributes, start, argument);
    }
    if (fault != EAGAIN && fault != ENOMEM && fault != ENOSYS) return fault;
    ssize_t written = write(STDERR_FILENO, words, sizeof words - 1);
    (void)written;
    _exit(1);
}

#endif
