/// The task ids of a pull, each once, in the order of the arguments and the list. Stored in one array of bytes.
package struct TaskIDs: Sendable {
    /// The form of a task id (CONTRACT section 9), for messages.
    package static let form = "1 to 128 letters, digits, -, _, : and ., but not . or .."

    private var text: [UInt8] = []
    private var ends: [Int] = []
    private var keys: Set<TaskIDKey> = []
    /// How many ids were added again.
    package private(set) var repeats = 0

    /// No ids.
    package init() {}

    /// The number of ids.
    package var count: Int { ends.count }

    /// The id at `index`, 0 ..< `count`.
    package subscript(index: Int) -> String { String(decoding: bytes(of: index), as: UTF8.self) }

    /// Adds an id unless it was added before. Returns false if it is not a valid id.
    package mutating func add(_ id: some Collection<UInt8>) -> Bool {
        guard Self.isID(id) else { return false }
        guard keys.insert(TaskIDKey(id)).inserted else {
            repeats += 1
            return true
        }
        text.append(contentsOf: id)
        ends.append(text.count)
        return true
    }

    func key(of index: Int) -> TaskIDKey { TaskIDKey(bytes(of: index)) }

    private func bytes(of index: Int) -> ArraySlice<UInt8> {
        text[(index == 0 ? 0 : ends[index - 1])..<ends[index]]
    }

    /// Whether the text has the form of an id.
    static func isID(_ text: some Collection<UInt8>) -> Bool {
        1...128 ~= text.count && text.allSatisfy(isPart) && !isDotSegment(text)
    }

    /// Whether an id can contain the byte. All these bytes are valid in a path segment (`pchar` of RFC 3986, section
    /// 3.3), so an id in a URL needs no percent-encoding.
    static func isPart(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
            UInt8(ascii: ":"), UInt8(ascii: "."):
            true
        default: false
        }
    }

    /// Whether the text is `.` or `..`, which in a path are other folders (RFC 3986, section 5.2.4).
    private static func isDotSegment(_ id: some Collection<UInt8>) -> Bool {
        id.count <= 2 && id.allSatisfy { $0 == UInt8(ascii: ".") }
    }
}

/// An id hashed to 128 bits with the random seed of the process, so that colliding ids cannot be constructed.
struct TaskIDKey: Hashable {
    private let high: Int
    private let low: Int

    init(_ id: some Collection<UInt8>) {
        var first = Hasher(), second = Hasher()
        second.combine(1)
        var word: UInt64 = 0, count = 0
        for byte in id {
            // The bits shifted out were combined eight bytes before.
            word = word << 8 | UInt64(byte)
            count += 1
            guard count % 8 == 0 else { continue }
            first.combine(word)
            second.combine(word)
        }
        for part in [word, UInt64(count)] {
            first.combine(part)
            second.combine(part)
        }
        high = first.finalize()
        low = second.finalize()
    }

    func hash(into hasher: inout Hasher) { hasher.combine(low) }
}
