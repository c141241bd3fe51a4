// Makes system calls fail, with LD_PRELOAD. FAULT_CALL is write, read, open, fsync or readdir. FAULT_PATH is a part of
// the path. FAULT_AFTER is the number of bytes (of the last three: of calls) that succeed first. FAULT_ERRNO is the error
// number of all further calls; 0 stops the process once, until SIGCONT, and the calls succeed.
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static atomic_long used;
static atomic_int stopped;

static int is_meant(const char *call, const char *path) {
    const char *wanted = getenv("FAULT_CALL"), *part = getenv("FAULT_PATH");
    return wanted && part && strcmp(wanted, call) == 0 && strstr(path, part) != NULL;
}

static int is_meant_at(const char *call, int descriptor) {
    const char *wanted = getenv("FAULT_CALL");
    if (!wanted || strcmp(wanted, call) != 0) { return 0; }
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t count = readlink(link, path, sizeof path - 1);
    if (count < 0) { return 0; }
    path[count] = 0;
    return is_meant(call, path);
}

// How much of `count` may pass; -1, with errno set, if nothing may.
static ssize_t allowed(size_t count) {
    long rest = atol(getenv("FAULT_AFTER")) - used;
    if (rest <= 0) {
        int number = atoi(getenv("FAULT_ERRNO"));
        if (number == 0) {
            if (!atomic_exchange(&stopped, 1)) { raise(SIGSTOP); }
            return (ssize_t)count;
        }
        errno = number;
        return -1;
    }
    size_t passing = count < (size_t)rest ? count : (size_t)rest;
    used += (long)passing;
    return (ssize_t)passing;
}

ssize_t write(int descriptor, const void *bytes, size_t count) {
    ssize_t (*next)(int, const void *, size_t) = dlsym(RTLD_NEXT, "write");
    if (!is_meant_at("write", descriptor)) { return next(descriptor, bytes, count); }
    ssize_t passing = allowed(count);
    return passing < 0 ? -1 : next(descriptor, bytes, (size_t)passing);
}

ssize_t read(int descriptor, void *room, size_t count) {
    ssize_t (*next)(int, void *, size_t) = dlsym(RTLD_NEXT, "read");
    if (!is_meant_at("read", descriptor)) { return next(descriptor, room, count); }
    ssize_t passing = allowed(count);
    return passing < 0 ? -1 : next(descriptor, room, (size_t)passing);
}

struct dirent *readdir(DIR *folder) {
    struct dirent *(*next)(DIR *) = dlsym(RTLD_NEXT, "readdir");
    return is_meant_at("readdir", dirfd(folder)) && allowed(1) < 0 ? NULL : next(folder);
}

int fsync(int descriptor) {
    int (*next)(int) = dlsym(RTLD_NEXT, "fsync");
    return is_meant_at("fsync", descriptor) && allowed(1) < 0 ? -1 : next(descriptor);
}

static int open_with(const char *name, const char *path, int flags, mode_t mode) {
    int (*next)(const char *, int, ...) = dlsym(RTLD_NEXT, name);
    return is_meant("open", path) && allowed(1) < 0 ? -1 : next(path, flags, mode);
}

int open(const char *path, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    mode_t mode = va_arg(rest, mode_t);
    va_end(rest);
    return open_with("open", path, flags, mode);
}

int open64(const char *path, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    mode_t mode = va_arg(rest, mode_t);
    va_end(rest);
    return open_with("open64", path, flags, mode);
}
