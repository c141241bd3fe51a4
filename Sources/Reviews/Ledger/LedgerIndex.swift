import Glibc
import Reporting
import Responses
import Utilities

/// The places of a ledger's lines by the identity of their generation: at most 60 bytes of memory per line.
struct LedgerIndex: Sendable {
    /// The offset of each line, and the offset behind the last one.
    private var starts = [0]
    /// For each line, the number of the line before of the same identity; 0 if there is none. Lines count from 1.
    private var earlier: [UInt32] = []
    /// The number of the last line of each identity.
    private var last: [IDKey: UInt32] = [:]

    /// - Parameter size: The size of the file in bytes. A line has about a kilobyte.
    init(fileSize size: Int) {
        let lines = min(size / 1024, Self.limit)
        starts.reserveCapacity(lines)
        earlier.reserveCapacity(lines)
        last.reserveCapacity(lines)
    }

    /// The offset behind the last line.
    var end: Int { starts[starts.count - 1] }

    /// Adds the next line.
    mutating func add(_ identity: IDKey, endingAt end: Int) {
        starts.append(end)
        earlier.append(last.updateValue(UInt32(starts.count - 1), forKey: identity) ?? 0)
    }

    /// The range of each line of an identity in the file, with its line feed, in the order of the file. It may contain
    /// lines of another identity.
    func places(of identity: IDKey) -> [Range<Int>] {
        var places: [Range<Int>] = []
        var number = Int(last[identity] ?? 0)
        while number > 0 {
            places.append(starts[number - 1]..<starts[number])
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
