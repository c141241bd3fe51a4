internal import Responses

/// The listed generations of a finished report in the order of the report, each with the digest of its text, read from
/// `generations.json` one object at a time.
package struct ListedEvidence: ~Copyable {
    /// A listed generation.
    package struct Row: Sendable, Equatable {
        /// Its ID; nil if the generation has none.
        package var generationID: String?
        /// The input's path as the run named it.
        package var path: String
        /// The line on which the text begins, from 1.
        package var line: Int
        /// The SHA-256 of the text, in 64 lower-case hexadecimal digits.
        package var sha256: String
    }

    private let file: String
    private var reader: LineReader
    private var json = JSONTexts()
    /// Lines that were read.
    private var lines = 0

    /// Opens `generations.json` of a report.
    package init(of report: SealedReport) throws(ReportError) {
        let file = "\(report.path)/\(ReportFileName.generations)"
        let reader = try LineReader(path: file)
        self.file = file
        self.reader = reader
    }

    /// The next row; nil at the end.
    package mutating func next() throws(ReportError) -> Row? {
        if lines == 0, try nextLine() != Array(GenerationsJSON.opening.description.utf8) { throw unreadable() }
        guard var line = try nextLine() else { throw unreadable() }
        if line.first == UInt8(ascii: "]") { return nil }
        if line.last == UInt8(ascii: ",") { line.removeLast() }
        let texts: [String?]
        do {
            texts = try json.texts(in: line, at: [["generation_id"], ["source"], ["evidence_sha256"]])
        } catch {
            throw unreadable()
        }
        guard let source = texts[1], let colon = source.utf8.lastIndex(of: UInt8(ascii: ":")),
            let number = Int(source[source.utf8.index(after: colon)...]), let sha256 = texts[2]
        else { throw unreadable() }
        return Row(generationID: texts[0], path: String(source[..<colon]), line: number, sha256: sha256)
    }

    private func unreadable() -> ReportError {
        .refused(path: file, reason: "line \(lines) is not as a report has it")
    }

    private mutating func nextLine() throws(ReportError) -> [UInt8]? {
        let line = try reader.next()
        if line != nil { lines += 1 }
        return line
    }
}
