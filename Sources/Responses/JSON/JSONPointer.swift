/// The path from a text's root to the current value, for the positions of defects (RFC 6901).
struct JSONPointer {
    enum Step {
        case field(Field)
        case name(BorrowedText)
        case index(Int)
    }

    private(set) var steps: [Step] = []

    var depth: Int { steps.count }
    mutating func push(_ step: Step) { steps.append(step) }
    mutating func pop() { steps.removeLast() }
    mutating func clear() { steps.removeAll(keepingCapacity: true) }

    /// The maximum length of a pointer in bytes; a longer one is cut and ends in `…`.
    static let longest = 1024

    /// The pointer from step `start` on, with `last` appended.
    func text(from start: Int = 0, _ last: Step? = nil) -> String {
        var pointer = ""
        for step in steps.dropFirst(start) + (last.map { [$0] } ?? []) {
            pointer += "/"
            switch step {
            case .field(let field): pointer += "\(field.name)"
            case .index(let index): pointer += "\(index)"
            case .name(let name):
                for character in String(name.cut(to: Self.longest)).unicodeScalars {
                    switch character {
                    case "~": pointer += "~0"
                    case "/": pointer += "~1"
                    default: pointer.unicodeScalars.append(character)
                    }
                }
            }
            if pointer.utf8.count > Self.longest { return Self.cut(pointer) }
        }
        return pointer
    }

    private static func cut(_ pointer: String) -> String {
        let utf8 = pointer.utf8
        var end = utf8.index(utf8.startIndex, offsetBy: longest - "…".utf8.count)
        while end > utf8.startIndex, utf8[end] & 0xC0 == 0x80 { end = utf8.index(before: end) }
        return pointer[..<end] + "…"
    }
}
