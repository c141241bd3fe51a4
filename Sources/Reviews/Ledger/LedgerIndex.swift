import Glibc
import Reporting
import Responses
import Utilities

/// The places of a ledger's lines by the identity of their generation: at most 24 bytes of memory per line, and as many
/// again while it grows beyond the size that was expected.
struct LedgerIndex: Sendable {
    /// The offset of each line, and the offset behind the last one.
    private var starts = [0]
    /// The lower bits of each line's identity.
    private var tags: [UInt32] = []
    /// For each line, the number of the line before of the same group of tags; 0 if there is none. Lines count from 1.
    private var earlier: [UInt32] = []
    /// The number of the last line of each group of tags. There are 2ⁿ groups, at least as many as lines; the lower n bits
    /// of a tag are the number of its group.
    private var last: [UInt32]

    /// - Parameter size: The size of the file in bytes. A line has about a kilobyte.
    init(fileSize size: Int) {
        let lines = min(size / 1024, Self.limit)
        starts.reserveCapacity(lines + 1)
        tags.reserveCapacity(lines)
        earlier.reserveCapacity(lines)
        var groups = 64
        while groups < lines { groups *= 2 }
        last = Array(repeating: 0, count: groups)
    }

    /// The offset behind the last line.
    var end: Int { starts[starts.count - 1] }

    /// Adds the next line.
    mutating func add(_ identity: IDKey, endingAt end: Int) {
        starts.append(end)
        tags.append(UInt32(truncatingIfNeeded: identity.low))
        earlier.append(0)
        if tags.count <= last.count {
            link(tags.count)
        } else {
            last = Array(repeating: 0, count: 2 * last.count)
            for line in 1...tags.count { link(line) }
        }
    }

    /// Adds a line to its group.
    private mutating func link(_ line: Int) {
        let group = group(of: tags[line - 1])
        earlier[line - 1] = last[group]
        last[group] = UInt32(line)
    }

    private func group(of tag: UInt32) -> Int { Int(tag) & (last.count - 1) }

    /// The range of each line of an identity in the file, with its line feed, in the order of the file. It may contain
    /// lines of another identity.
    func places(of identity: IDKey) -> [Range<Int>] {
        var places: [Range<Int>] = []
        let tag = UInt32(truncatingIfNeeded: identity.low)
        var number = Int(last[group(of: tag)])
        while number > 0 {
            if tags[number - 1] == tag { places.append(starts[number - 1]..<starts[number]) }
            number = Int(earlier[number - 1])
        }
        return places.reversed()
    }

    /// The maximum number of lines.
    static let limit = Int(UInt32.max) - 1
}

/// Reads lines of a ledger by their identity.
package struct LedgerLineReader: ~Copyable {
    private var json = JSONTexts()

    /// Creates a reader.
    package init() {}

    mutating func lines(
        of identity: BorrowedText, _ index: LedgerIndex, in file: borrowing FileDescriptor, path: String
    ) throws(ReportError) -> [LedgerLine] {
        var lines: [LedgerLine] = []
        for place in index.places(of: IDKey(identity)) {
            let bytes: [UInt8]
            do throws(SystemError) {
                bytes = try file.read(place)
            } catch {
                throw .failed(action: "read", path: path, errno: error.number)
            }
            guard let line = line(bytes.dropLast()) else {
                throw .refused(path: path, reason: "changed while it was read; run again")
            }
            if identity == line.generationID { lines.append(line) }
        }
        return lines
    }

    /// A line without its line feed; nil if it is not sound.
    mutating func line(_ bytes: some Collection<UInt8>) -> LedgerLine? {
        let line = try? json.value(of: bytes) { LedgerLine(LedgerView($0)) }
        return json.wasRepaired ? nil : line ?? nil
    }
}
