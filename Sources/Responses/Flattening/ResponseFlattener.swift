/// Flattens JSON texts into typed records and signals (CONTRACT sections 1 to 3).
///
/// Each worker has its own flattener. The parser, records and signal table are reused for every text.
@safe
package struct ResponseFlattener: ~Copyable {
    /// The records of the last text.
    package internal(set) var records = ResponseRecords()
    /// All signals seen so far.
    package internal(set) var signals = SignalTable()

    var shapes = ObjectShapes()
    var pointer = JSONPointer()
    /// For each signal, four times the number of the last generation that gave it, plus two marks (see `isFirst`).
    /// Generations are counted over all texts.
    var givenBy: [Int] = []
    /// For each filter and scope, twice the number of the last generation that gave it, plus one mark.
    var branchGivenBy: [Int] = []
    /// The duplicate signals of the current generation, and whether a filter or scope is a duplicate.
    var invalidatedSignals: [SignalID] = []
    var hasInvalidatedBranch = false
    var generationsRead = 0
    /// The indices of the first reading and the first defect of the current generation.
    var firstReading = 0
    var firstDefect = 0
    /// The number of defects of the current generation that are not listed.
    var defectsUnlisted = 0
    /// The limits of the current text. Its names are counted even if they are known from other texts, so that the count
    /// does not depend on how the input is divided into batches.
    private var itemLimit = 0
    private var generationLimit = 0
    /// The number of bytes that the rows of the current text repeat, their limit, and the length of a key that is too
    /// long.
    var listedBytes = 0
    private(set) var listedLimit = 0
    var longKey: Int?
    var generationsBefore = 0
    var namesInText = 0
    /// The number of envelopes around the current value, and the number of values of the text that are not an envelope.
    var nesting = 0
    var unknownShapes = 0
    private var parser: ResponseParser
    /// Whether texts of the current text may be placeholders for numbers.
    var isRepaired: Bool { parser.isRepaired }

    /// Creates a flattener.
    /// - Parameter depthLimit: The maximum depth of nested arrays and objects.
    package init(depthLimit: Int = Self.depthLimit) { parser = ResponseParser(depthLimit: depthLimit) }

    /// The maximum depth of nested arrays and objects in a text.
    package static var depthLimit: Int { ResponseParser.depthLimit }
    /// The maximum number of generations, and of responses and tasks without one, in a text of `bytes` bytes. Each is a
    /// record of about a kilobyte in memory, and three bytes of text can make one. One per 128 bytes is more than a
    /// list of generations with an ID and a moderation result can hold.
    package static func itemLimit(bytes: Int) -> Int { max(1 << 16, bytes / 128) }

    /// The maximum number of classifiers, filters, scopes and categories in a text. The platform has some fifty. Each
    /// takes at least half a kilobyte in every count of signals.
    package static let nameLimit = 1 << 16
    /// Whether the signal table is so large that a new flattener should replace this one.
    package var hasManyNames: Bool { signals.nameCount > 20_000 || signals.bytes > 4 << 20 }

    /// Reads one JSON text and replaces `records`. A JSON text of an unknown shape is not an error. It becomes a row of
    /// `records.unaudited`.
    /// - Parameter text: UTF-8 bytes, which 64 readable bytes must follow.
    /// - Throws: An error if the text is not JSON or exceeds a limit on items, generations, names, unrecognised content
    ///   or repeated bytes. `records` is then empty.
    package mutating func flatten(_ text: BorrowedText) throws(UnreadableText) {
        records.clear()
        pointer.clear()
        itemLimit = Self.itemLimit(bytes: text.count)
        generationLimit = Self.generationLimit(bytes: text.count)
        generationsBefore = generationsRead
        namesInText = 0
        nesting = 0
        unknownShapes = 0
        listedBytes = 0
        listedLimit = Self.listedLimit(bytes: text.count)
        longKey = nil
        signals.beginText()
        flattenRoot(try parser.parse(text), in: OuterFields())
        if let fault = limitFault {
            records.clear()
            throw fault
        }
    }

    /// Flattens an envelope or a list of envelopes.
    mutating func flattenRoot(_ root: JSONValue, in outer: OuterFields) {
        records.responses +=
            root.is(.array) && !root.isEmpty ? JSONElements(of: root).reduce(0) { sum, _ in sum + 1 } : 1
        flattenEnvelope(root, in: outer)
    }

    /// The digits of a seed beyond 64 bits; nil for any other value.
    func digits(of value: JSONValue?) -> BorrowedText? {
        guard isRepaired, let value, value.is(.text) else { return nil }
        return parser.digits(of: value.text)
    }

    /// Whether the text exceeds a limit. The rest of the text is then not read, and its records are removed.
    var isOverfull: Bool {
        records.generations.count > generationLimit || records.items > itemLimit || hasTooManyNames
            || listedBytes > listedLimit
    }

    /// The limit that the text exceeds; nil if there is none.
    private var limitFault: UnreadableText? {
        if let bytes = signals.refusedName ?? longKey { return .longName(bytes: bytes) }
        if records.generations.count > generationLimit { return .tooManyGenerations(limit: generationLimit) }
        if records.items > itemLimit { return .tooMany(limit: itemLimit) }
        if hasTooManyNameBytes { return .tooManyNameBytes(limit: Self.nameBytesLimit) }
        if hasTooManyNames { return .tooManyNames(limit: Self.nameLimit) }
        return listedBytes > listedLimit || repeatsTooManyNames ? .tooMuchListed(limit: listedLimit) : nil
    }

    @inline(__always)
    var hasTooManyNames: Bool {
        namesInText > Self.nameLimit || records.unrecognised.count > itemLimit
    }
}

extension ResponseRecords {
    fileprivate var items: Int { generations.count + unaudited.count }

    mutating func clear() {
        responses = 0
        capture = nil
        tasks.removeAll(keepingCapacity: true)
        generations.removeAll(keepingCapacity: true)
        frames.removeAll(keepingCapacity: true)
        legalSeries.removeAll(keepingCapacity: true)
        filters.removeAll(keepingCapacity: true)
        readings.removeAll(keepingCapacity: true)
        defects.removeAll(keepingCapacity: true)
        unrecognised.removeAll(keepingCapacity: true)
        unaudited.removeAll(keepingCapacity: true)
    }
}
