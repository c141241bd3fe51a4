// Debian's simdjson behind a C face: one JSON text in, its tape out. Nothing is thrown across.
#pragma once
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Bytes that must be readable behind a text (SIMDJSON_PADDING); their content does not matter.
enum { SIMD_JSON_PADDING = 64 };

/// Why a text could not be parsed.
typedef enum {
    SIMD_JSON_SOUND = 0,
    SIMD_JSON_EMPTY,
    SIMD_JSON_SYNTAX,
    SIMD_JSON_UTF8,
    SIMD_JSON_DEPTH,
    SIMD_JSON_NUMBER,
    SIMD_JSON_STRING,
    SIMD_JSON_MEMORY,
} simd_json_fault;

typedef struct simd_json_parser simd_json_parser;

/// The tape of a text (simdjson's doc/tape.md). Valid until the parser's next text.
typedef struct {
    simd_json_fault fault;
    const uint64_t *tape;
    const uint8_t *strings;
} simd_json_tape;

/// A parser that refuses texts nested deeper than `max_depth`; null where memory is short.
simd_json_parser *simd_json_create(size_t max_depth);
void simd_json_destroy(simd_json_parser *parser);

/// Parses `count` bytes at `text`, which SIMD_JSON_PADDING readable bytes must follow.
simd_json_tape simd_json_parse(simd_json_parser *parser, const uint8_t *text, size_t count);

#ifdef __cplusplus
}
#endif
