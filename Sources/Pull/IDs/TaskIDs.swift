/// The task ids of a pull, each once, in the order of the arguments and the list. Stored in one array of bytes.
package struct TaskIDs: Sendable {
    /// The form of a task id (CONTRACT section 9), for messages.
    package static let form = "1 to 128 letters, digits, - and _"

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
        guard 1...128 ~= id.count, id.allSatisfy(Self.isPart) else { return false }
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

    /// Whether an id can contain the byte. These bytes need no escape in a URL.
    static func isPart(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
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
