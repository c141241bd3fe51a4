#include "CSimdJSON.h"

#include <simdjson.h>

#include <new>

static_assert(SIMD_JSON_PADDING >= simdjson::SIMDJSON_PADDING, "the library reads further than promised");

/// Documents up to this size reuse one allocation; a larger one gets its own, given back after the next smaller text.
static constexpr size_t kept_capacity = size_t(1) << 20;

struct simd_json_parser {
    simdjson::dom::parser dom;
    size_t max_depth;
};

static simd_json_fault fault_of(simdjson::error_code code) noexcept {
    switch (code) {
    case simdjson::SUCCESS: return SIMD_JSON_SOUND;
    case simdjson::EMPTY: return SIMD_JSON_EMPTY;
    case simdjson::UTF8_ERROR: return SIMD_JSON_UTF8;
    case simdjson::DEPTH_ERROR: return SIMD_JSON_DEPTH;
    case simdjson::NUMBER_ERROR: return SIMD_JSON_NUMBER;
    case simdjson::STRING_ERROR: return SIMD_JSON_STRING;
    case simdjson::MEMALLOC:
    case simdjson::CAPACITY: return SIMD_JSON_MEMORY;
    default: return SIMD_JSON_SYNTAX;
    }
}

simd_json_parser *simd_json_create(size_t max_depth) {
    auto *parser = new (std::nothrow) simd_json_parser;
    if (parser) { parser->max_depth = max_depth; }
    return parser;
}

void simd_json_destroy(simd_json_parser *parser) { delete parser; }

simd_json_tape simd_json_parse(simd_json_parser *parser, const uint8_t *text, size_t count) {
    size_t wanted = kept_capacity;
    while (wanted < count) { wanted *= 2; }
    if (parser->dom.capacity() != wanted) {
        if (parser->dom.allocate(wanted, parser->max_depth) || parser->dom.doc.allocate(wanted)) {
            return {SIMD_JSON_MEMORY, nullptr, nullptr};
        }
    }
    simdjson::error_code code = parser->dom.parse(text, count, false).error();
    if (code) { return {fault_of(code), nullptr, nullptr}; }
    return {SIMD_JSON_SOUND, parser->dom.doc.tape.get(), parser->dom.doc.string_buf.get()};
}
