#pragma once
#include <sys/types.h>

/// Starts a program with `input` as its standard input and two files as its outputs. It gets no other descriptor, no blocked
/// signal, and a process group of its own. `folder` is its working directory; NULL for the caller's.
/// Returns the process's id, or the negative number of the error.
pid_t cspawn(char *const arguments[], char *const environment[], const char *folder, int input, const char *output,
             const char *errors);
