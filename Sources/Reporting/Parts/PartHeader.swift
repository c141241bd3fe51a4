package import Policies

/// What all parts of a report have in common, and the number of one (CONTRACT section 17).
package struct PartHeader: Sendable, Equatable {
    /// The version of the program that wrote the part.
    package var toolVersion: String
    /// The number of the part, 1…`count`.
    package var number: Int
    /// The number of parts of the report.
    package var count: Int
    /// The policy's YAML text, byte for byte.
    package var policy: [UInt8]
    /// The SHA-256 of `policy`.
    package var policySHA256: String
    /// The options of the report's files.
    package var style: ReportStyle
    /// The maximum length of a JSON text in bytes.
    package var maxResponse: Int
    /// Whether every generation is judged, even if its ID occurred before.
    package var allowsDuplicates: Bool
    /// Whether the part has the SHA-256 of each input file.
    package var digestsInputs: Bool

    /// The largest number of parts.
    package static let mostParts = 100_000

    /// Creates the header of a part.
    package init(
        number: Int, of count: Int, policy: Policy, style: ReportStyle, toolVersion: String
    ) {
        self.toolVersion = toolVersion
        self.number = number
        self.count = count
        self.policy = policy.bytes
        policySHA256 = policy.sha256
        self.style = style
        maxResponse = 0
        allowsDuplicates = false
        digestsInputs = false
    }

    /// The first difference to the header of another part of the same report, in words; nil if both can be in one report.
    package func difference(to other: PartHeader) -> String? {
        if policy != other.policy || policySHA256 != other.policySHA256 { return "policy" }
        if style.scores != other.style.scores { return "--scores" }
        if style.csv != other.style.csv { return "--csv" }
        if style.delimiter != other.style.delimiter { return "--delimiter" }
        if style.link != other.style.link { return "--link" }
        if maxResponse != other.maxResponse { return "--max-response" }
        if allowsDuplicates != other.allowsDuplicates { return "--allow-duplicates" }
        return digestsInputs != other.digestsInputs ? "--digest-inputs" : nil
    }

    /// A header before it is read.
    init() {
        toolVersion = ""
        number = 1
        count = 1
        policy = []
        policySHA256 = ""
        style = ReportStyle()
        maxResponse = 0
        allowsDuplicates = false
        digestsInputs = false
    }

    func write(to part: inout PartEncoder) {
        part.text(toolVersion)
        part.count(number)
        part.count(count)
        part.bytes(policy)
        part.text(policySHA256)
        part.text(style.scores.rawValue)
        part.text(style.csv.rawValue)
        part.word(UInt64(style.delimiter.rawValue))
        part.text(style.link?.text)
        part.count(maxResponse)
        part.flag(allowsDuplicates)
        part.flag(digestsInputs)
    }

    init(from part: inout PartDecoder) throws(PartFault) {
        toolVersion = try part.text()
        number = try part.count(upTo: Self.mostParts)
        count = try part.count(upTo: Self.mostParts)
        policy = Array(try part.bytes())
        policySHA256 = try part.text()
        guard let scores = ReportStyle.Scores(rawValue: try part.text()),
            let csv = ReportStyle.CSV(rawValue: try part.text()),
            let delimiter = UInt8(exactly: try part.word()).flatMap(ReportStyle.Delimiter.init(rawValue:))
        else { throw PartFault() }
        style = ReportStyle(scores: scores, csv: csv, delimiter: delimiter)
        if let link = try part.optionalText() {
            guard let template = try? LinkTemplate(link) else { throw PartFault() }
            style.link = template
        }
        maxResponse = try part.count()
        allowsDuplicates = try part.flag()
        digestsInputs = try part.flag()
        guard 1...max(1, count) ~= number, number <= count else { throw PartFault() }
    }
}
