// Decimal text of a double, by the C++ standard library: Swift's own description allocates a String.
#pragma once
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Room that every double's shortest form fits in, in bytes.
enum { DECIMAL_ROOM = 32 };

/// Writes the shortest decimal form that reads back to the same double, locale or not.
/// `value` must be finite. Returns the number of bytes written into `into` (at least DECIMAL_ROOM long).
size_t decimal_shortest(double value, char *into);

#ifdef __cplusplus
}
#endif
