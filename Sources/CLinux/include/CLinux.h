// Linux calls that the C library has and Swift's Glibc module does not import.
#pragma once

/// Swaps two paths in one step (renameat2 with RENAME_EXCHANGE). 0, or -1 with errno set.
int linux_exchange(const char *one, const char *other);

/// Starts writing a file's bytes to the disk and does not wait (sync_file_range). 0, or -1 with errno set.
int linux_start_sync(int descriptor);
