#include "CDecimals.h"

#include <charconv>

size_t decimal_shortest(double value, char *into) {
    return static_cast<size_t>(std::to_chars(into, into + DECIMAL_ROOM, value).ptr - into);
}
