import Glibc
import Reporting
import Utilities

/// The repeats of a part's generations that only the other parts tell (CONTRACT section 17).
struct SkipList {
    private var entries: [(ordinal: Int, what: Repeat)] = []
    private var next = 0
    private let path: String

    /// A list without entries.
    init() { path = "" }

    /// Reads the list at `path`.
    init(at path: String) throws(ReportError) {
        self.path = path
        let bytes: [UInt8]
        do throws(SystemError) {
            bytes = try FileDescriptor(opening: path, O_RDONLY).readAll()
        } catch {
            throw .failed(action: "read", path: path, errno: error.number)
        }
        var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        guard lines.popLast()?.isEmpty == true else {
            throw .refused(
                path: path, reason: "the last line of a skip list ends in a line feed; it is cut off")
        }
        for (index, line) in lines.enumerated() {
            guard let entry = Self.entry(line), entry.ordinal > entries.last?.ordinal ?? -1 else {
                throw .refused(
                    path: path,
                    reason:
                        "line \((index + 1).grouped) of the skip list is not ORDINAL duplicate or ORDINAL revision "
                        + "N, with ascending ordinals")
            }
            entries.append(entry)
        }
    }

    private static func entry(_ line: ArraySlice<UInt8>) -> (ordinal: Int, what: Repeat)? {
        let words = line.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
        guard words.count >= 2, let ordinal = number(words[0]) else { return nil }
        switch String(decoding: words[1], as: UTF8.self) {
        case "duplicate" where words.count == 2: return (ordinal, .duplicate)
        case "revision" where words.count == 3:
            guard let number = number(words[2]), number >= 2 else { return nil }
            return (ordinal, .revision(number))
        default: return nil
        }
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        guard digits.allSatisfy(\.isDigit) else { return nil }
        return Int(String(decoding: digits, as: UTF8.self))
    }

    /// The repeats among the next generations, by their place behind `first`.
    mutating func take(_ generations: [Occurrence?], from first: Int) throws(ReportError) -> [Int: Repeat] {
        var repeats: [Int: Repeat] = [:]
        while next < entries.count, entries[next].ordinal < first + generations.count {
            let place = entries[next].ordinal - first
            guard generations[place] != nil else {
                throw .refused(
                    path: path,
                    reason:
                        "the generation \(entries[next].ordinal) has no id, so it is no repeat; is this the skip "
                        + "list of another part?")
            }
            repeats[place] = entries[next].what
            next += 1
        }
        return repeats
    }

    /// Throws an error if entries are left.
    func end(_ generations: Int) throws(ReportError) {
        guard next < entries.count else { return }
        throw .refused(
            path: path,
            reason:
                "names the generation \(entries[next].ordinal), and the part has \(generations.grouped); is this "
                + "the skip list of another part?")
    }
}
