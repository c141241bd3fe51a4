import CSimdJSON
import Utilities

/// Why a JSON text could not be read.
package enum UnreadableText: Error, Sendable, Equatable {
    case empty
    case notJSON
    case notUTF8
    /// Nested deeper than `ResponseParser.depthLimit`.
    case tooDeep
    case outOfMemory
    /// Holds more than `limit` items: see `ResponseFlattener.itemLimit(bytes:)`.
    case tooMany(limit: Int)
    /// Holds more than `limit` generations: see `ResponseFlattener.generationLimit(bytes:)`.
    case tooManyGenerations(limit: Int)
    /// Names more than `limit` classifiers, filters, categories and unknown keys: see `ResponseFlattener.nameLimit`.
    case tooManyNames(limit: Int)

    /// A name of `bytes` bytes: see `ResponseFlattener.longestName`.
    case longName(bytes: Int)
    /// The names of its signals have more than `limit` bytes: see `ResponseFlattener.nameBytesLimit`.
    case tooManyNameBytes(limit: Int)
    /// Its rows would hold more than `limit` bytes of names, places and inherited values: see
    /// `ResponseFlattener.listedLimit(bytes:)`.
    case tooMuchListed(limit: Int)

    /// The reason in plain English, on one line.
    package var reason: String {
        switch self {
        case .empty: "nothing but blanks"
        case .notJSON: "not JSON"
        case .notUTF8: "not UTF-8"
        case .tooDeep: "nested deeper than \(ResponseParser.depthLimit) levels"
        case .outOfMemory: "too large for the available memory"
        case .tooMany(let limit): "more than \(limit) generations and answers in one text; split it"
        case .tooManyGenerations(let limit): "more than \(limit.grouped) generations in one text; split it"
        case .tooManyNames(let limit): "more than \(limit) names of categories and unknown keys in one text"
        case .longName(let bytes):
            "a name of \(bytes.grouped) bytes; the limit is \(ResponseFlattener.longestName.grouped)"
        case .tooManyNameBytes(let limit): "names of signals of more than \(limit.grouped) bytes in one text"
        case .tooMuchListed(let limit):
            "its rows would repeat more than \(limit.grouped) bytes of names, places and inherited values; split it"
        }
    }
}

/// simdjson's parser. It reads one JSON text at a time and validates every byte.
@safe
struct ResponseParser: ~Copyable {
    /// The maximum depth of nested arrays and objects.
    static let depthLimit = 1024

    private let parser: OpaquePointer?
    private var repaired = RepairedJSON()
    /// Whether the last text was read from a repaired copy, in which texts may be placeholders for numbers.
    private(set) var isRepaired = false

    init(depthLimit: Int = Self.depthLimit) { unsafe parser = simd_json_create(depthLimit) }

    deinit { if let parser = unsafe parser { unsafe simd_json_destroy(parser) } }

    /// The text's root value, valid until the next call.
    ///
    /// JSON allows numbers that no double can hold and escapes of half a surrogate pair; simdjson refuses both. A
    /// text that it refuses for one of them is read again from a repaired copy (`RepairedJSON`).
    /// - Parameter text: 64 readable bytes must follow it.
    mutating func parse(_ text: BorrowedText) throws(UnreadableText) -> JSONValue {
        isRepaired = false
        let first = unsafe tape(of: text)
        guard unsafe first.fault == SIMD_JSON_NUMBER || first.fault == SIMD_JSON_STRING else {
            return try unsafe root(of: first)
        }
        guard repaired.repair(text) else { throw .notJSON }
        isRepaired = true
        return try unsafe root(of: tape(of: repaired.text))
    }

    /// The digits that a placeholder text replaces; nil for any other text.
    func digits(of text: BorrowedText) -> BorrowedText? { repaired.digits(of: text) }

    private func tape(of text: BorrowedText) -> simd_json_tape {
        guard let parser = unsafe parser else {
            return unsafe simd_json_tape(fault: SIMD_JSON_MEMORY, tape: nil, strings: nil)
        }
        return unsafe simd_json_parse(parser, text.base, text.count)
    }

    private func root(of tape: simd_json_tape) throws(UnreadableText) -> JSONValue {
        if let words = unsafe tape.tape, let strings = unsafe tape.strings {
            return unsafe JSONValue(unsafeTape: words, strings: strings, index: 1)
        }
        switch unsafe tape.fault {
        case SIMD_JSON_EMPTY: throw .empty
        case SIMD_JSON_UTF8: throw .notUTF8
        case SIMD_JSON_DEPTH: throw .tooDeep
        case SIMD_JSON_MEMORY: throw .outOfMemory
        default: throw .notJSON
        }
    }
}

extension ResponseFlattener {
    /// Reads one JSON text into `records`. 64 readable bytes must follow `text`.
    package mutating func flatten(_ text: UnsafeRawBufferPointer) throws(UnreadableText) {
        try unsafe flatten(BorrowedText(unsafeBytes: text.assumingMemoryBound(to: UInt8.self)))
    }
}
