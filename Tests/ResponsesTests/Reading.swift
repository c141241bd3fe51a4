import Testing

@testable import Responses

/// Flattens one JSON text and passes the flattener to `body` while its records are valid.
func reading<Result>(
    _ json: String, _ body: (borrowing ResponseFlattener) throws -> Result
) throws -> Result {
    var flattener = ResponseFlattener()
    try flattener.flatten(padded: Array(json.utf8))
    return try body(flattener)
}

extension ResponseFlattener {
    mutating func flatten(padded text: [UInt8]) throws(UnreadableText) {
        let storage = UnsafeMutableRawBufferPointer.allocate(byteCount: text.count + 64, alignment: 64)
        defer { unsafe storage.deallocate() }
        unsafe storage.copyBytes(from: text)
        try unsafe flatten(UnsafeRawBufferPointer(rebasing: storage[..<text.count]))
    }

    /// The state of a generation's signal; nil if it has no reading.
    func state(of name: String, in generation: Int = 0) -> SignalReading.State? {
        reading(of: name, in: generation)?.state
    }

    func reading(of name: String, in generation: Int = 0) -> SignalReading? {
        records.readings[records.generations[generation].readings].first { signals[$0.signal].name == name }
    }

    var defects: [String] { records.defects.map { "\($0.pointer) \($0.reason)" } }
}

/// A task with one generation that has these members and an ID.
func task(_ members: String, id: String = "gen_1") -> String {
    #"{"id": "task_1", "status": "succeeded", "generations": [{"id": "\#(id)", \#(members)}]}"#
}

/// A task with one generation and one filter with these scores in its `output_moderation_result`.
func scored(_ scores: String) -> String {
    task(
        #""output_moderation_result": {"filter_results": {"f": {"metadata": {"global": {\#(scores)}}, "type": "passed"}}}"#
    )
}

/// A task with one generation that has this `legal_classifier_result`.
func legal(_ classifiers: String) -> String {
    task(#""legal_classifier_result": {\#(classifiers)}"#)
}

/// Parses one JSON text and passes its root to `body` while it is valid.
func parsed<Result>(_ json: String, _ body: (JSONValue) -> Result) throws -> Result {
    var parser = ResponseParser()
    let text = Array(json.utf8) + [UInt8](repeating: 0, count: 64)
    return try text.withBorrowedText(ofFirst: json.utf8.count) { text throws in body(try parser.parse(text)) }
}
