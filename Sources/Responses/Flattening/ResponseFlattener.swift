/// Flattens JSON texts into typed records and signals (CONTRACT sections 1 to 3).
///
/// One of these belongs to one worker: parser, records and signal table are reused from text to text.
@safe
package struct ResponseFlattener: ~Copyable {
    /// What the last text held.
    package internal(set) var records = ResponseRecords()
    /// All signals met so far.
    package internal(set) var signals = SignalTable()

    var pointer = JSONPointer()
    /// Per signal, the generation (counted over all texts) that gave it last, times four, and two marks: a name given
    /// twice shows here.
    var givenBy: [Int] = []
    /// The same per filter and scope, times two, and one mark.
    var branchGivenBy: [Int] = []
    /// Of the generation at work: the signals given twice, and whether a filter or scope was.
    var invalidatedSignals: [SignalID] = []
    var hasInvalidatedBranch = false
    var generationsRead = 0
    /// Where the readings and defects of the generation at work begin.
    var firstReading = 0
    var firstDefect = 0
    /// Defects of the generation at work beyond those that are listed.
    var defectsUnlisted = 0
    /// Of the text at work: `itemLimit(bytes:)`, the generations before it, and the names in it. That some of the names
    /// may be known from other texts must not count: which those are depends on how the input is cut into batches.
    private var itemLimit = 0
    private var generationLimit = 0
    /// Of the text at work: bytes that its rows repeat, `listedLimit(bytes:)`, and the bytes of a key that is too long.
    var listedBytes = 0
    private(set) var listedLimit = 0
    var longKey: Int?
    var generationsBefore = 0
    var namesInText = 0
    /// Envelopes around the value at work, and values of the text so far that are no envelope.
    var nesting = 0
    var unknownShapes = 0
    private var parser: ResponseParser
    /// Whether texts may stand in for numbers in the text at work.
    var isRepaired: Bool { parser.isRepaired }

    /// - Parameter depthLimit: arrays and objects within one another.
    package init(depthLimit: Int = Self.depthLimit) { parser = ResponseParser(depthLimit: depthLimit) }

    /// Arrays and objects within one another that a text may have.
    package static var depthLimit: Int { ResponseParser.depthLimit }
    /// Generations, and responses and tasks without one, that a text of so many bytes may hold: each is a record of about
    /// a kilobyte in memory, and three bytes are enough to make one. One for every 128 bytes is more than a list can
    /// hold of generations with an id and a moderation result, and costs no more than the parser's own tape.
    package static func itemLimit(bytes: Int) -> Int { max(1 << 16, bytes / 128) }

    /// Classifiers, filters, scopes and categories that a text may name. The platform has some fifty; each
    /// takes half a kilobyte and more wherever signals are counted.
    package static let nameLimit = 1 << 16
    /// Whether so many names have been met that the signals had better be forgotten, with a new flattener.
    package var hasManyNames: Bool { signals.nameCount > 20_000 || signals.bytes > 4 << 20 }

    /// Reads one JSON text into `records`, replacing what was there.
    /// - Parameter text: UTF-8 bytes; 64 readable bytes must follow them.
    /// - Throws: where the text is no JSON at all, or holds more than `itemLimit(bytes:)` generations and answers or
    ///   `generationLimit(bytes:)` generations, as much unrecognised content, or more than `nameLimit` names; `records` is
    ///   empty then. A JSON text of an unknown shape is no error: it is a row of `records.unaudited`.
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

    /// An envelope, or a list of them.
    mutating func flattenRoot(_ root: JSONValue, in outer: OuterFields) {
        records.responses +=
            root.is(.array) && !root.isEmpty ? JSONElements(of: root).reduce(0) { sum, _ in sum + 1 } : 1
        flattenEnvelope(root, in: outer)
    }

    /// The digits of a seed beyond 64 bits.
    func digits(of value: JSONValue?) -> BorrowedText? {
        guard isRepaired, let value, value.is(.text) else { return nil }
        return parser.digits(of: value.text)
    }

    /// More than this is not read of the text, and none of it kept.
    var isOverfull: Bool {
        records.generations.count > generationLimit || records.items > itemLimit || hasTooManyNames
            || listedBytes > listedLimit
    }

    /// The limit that the text exceeds; nil where it exceeds none.
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
