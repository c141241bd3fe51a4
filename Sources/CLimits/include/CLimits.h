// What the process does under limits of the system that its libraries do not report (CONTRACT section 8).
#pragma once

/// From now on a crash under a limit of the address space (RLIMIT_AS) ends the process with status 1 and a sentence: the
/// Swift runtime traps where an allocation fails. Without such a limit nothing changes.
void limits_report_memory(void);
