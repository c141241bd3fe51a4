#include "CLimits.h"

#include <malloc.h>
#include <signal.h>
#include <stddef.h>
#include <sys/resource.h>
#include <unistd.h>

static const char words[] = "modaudit: not enough address space (ulimit -v); no report was written\n";

static void end(int number) {
    (void)number;
    ssize_t written = write(STDERR_FILENO, words, sizeof words - 1);
    (void)written;
    _exit(1);
}

void limits_report_memory(void) {
    struct rlimit limit;
    if (getrlimit(RLIMIT_AS, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) return;
    // Each further heap reserves 64 MiB of addresses.
    mallopt(M_ARENA_MAX, 1);
    static const int fatal[] = {SIGILL, SIGTRAP, SIGABRT, SIGSEGV, SIGBUS};
    struct sigaction action = {.sa_handler = end};
    for (size_t index = 0; index < sizeof fatal / sizeof *fatal; index++) sigaction(fatal[index], &action, NULL);
}
