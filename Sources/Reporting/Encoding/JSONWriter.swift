import Policies
import Responses

/// Writes strict JSON (RFC 8259), on one line or indented by two spaces per level.
struct JSONWriter: ~Copyable, FieldWriter {
    private var buffer = OutputBuffer()
    private let pretty: Bool
    private var skipsAbsent = false
    private var level = 0
    /// Whether the container is empty.
    private var fresh = true
    /// The current string.
    private var string = OutputBuffer()

    init(pretty: Bool) { self.pretty = pretty }

    /// The text so far. Valid until the writer changes.
    var text: BorrowedText { buffer.text }

    /// The length of the text in bytes.
    var count: Int { buffer.count }

    /// A copy of the text.
    func copied() -> [UInt8] { buffer.copied() }

    mutating func removeAll() {
        buffer.removeAll()
        level = 0
        fresh = true
    }

    /// Appends bytes outside the values, such as the separator between two objects of a list.
    mutating func raw(_ text: StaticString) { buffer.append(text) }

    /// Appends whole values of another writer.
    mutating func raw(_ text: BorrowedText) { buffer.append(text) }

    mutating func object(_ fields: (inout JSONWriter) -> Void) {
        container(open: UInt8(ascii: "{"), close: UInt8(ascii: "}"), fields)
    }

    mutating func object(_ name: StaticString, _ fields: (inout JSONWriter) -> Void) {
        key(name)
        object(fields)
    }

    mutating func array(_ name: StaticString, _ elements: (inout JSONWriter) -> Void) {
        key(name)
        container(open: UInt8(ascii: "["), close: UInt8(ascii: "]"), elements)
    }

    /// Starts an element of an array.
    mutating func element() {
        if !fresh { buffer.append(UInt8(ascii: ",")) }
        fresh = false
        newLine()
    }

    /// Writes a number with a name from the data.
    mutating func integer(named name: String, _ value: Int) {
        key(name)
        buffer.append(integer: Int64(value))
    }

    /// Writes whole numbers on one line.
    mutating func integers(_ name: StaticString, _ values: [Int]) {
        key(name)
        buffer.append(UInt8(ascii: "["))
        for (index, value) in values.enumerated() {
            if index > 0 { buffer.append(pretty ? ", " : ",") }
            buffer.append(integer: Int64(value))
        }
        buffer.append(UInt8(ascii: "]"))
    }

    mutating func text(_ name: StaticString, _ value: (some ReportText)?) {
        if value == nil, skipsAbsent { return }
        key(name)
        text(value)
    }

    mutating func integer(_ name: StaticString, _ value: Int64?) {
        if value == nil, skipsAbsent { return }
        key(name)
        if let value { buffer.append(integer: value) } else { buffer.append("null") }
    }

    mutating func decimal(_ name: StaticString, _ value: Double?) {
        if value?.isFinite != true, skipsAbsent { return }
        key(name)
        if let value, value.isFinite { buffer.append(decimal: value) } else { buffer.append("null") }
    }

    mutating func flag(_ name: StaticString, _ value: Bool?) {
        if value == nil, skipsAbsent { return }
        key(name)
        buffer.append(value.map { $0 ? "true" : "false" } ?? "null")
    }

    mutating func absent(_ name: StaticString) {
        if skipsAbsent { return }
        key(name)
        buffer.append("null")
    }

    mutating func list<Item>(_ name: StaticString, _ items: [Item]?, _ title: (Item) -> String?) {
        if skipsAbsent, items?.isEmpty != false { return }
        array(name) { array in
            for item in items ?? [] {
                guard let title = title(item) else { continue }
                array.element()
                array.text(title)
            }
        }
    }

    mutating func defects(_ name: StaticString, _ defects: ArraySlice<Defect>?) {
        if skipsAbsent, defects?.isEmpty != false { return }
        array(name) { array in
            for defect in defects ?? [] {
                array.element()
                array.object {
                    $0.text("pointer", defect.pointer)
                    $0.text("reason", defect.reason)
                }
            }
        }
    }

    mutating func leaveOutAbsent(_ isWanted: Bool) { skipsAbsent = isWanted }

    /// Writes a value that was read from a report.
    mutating func tree(_ tree: JSONTree) {
        switch tree {
        case .null: buffer.append("null")
        case .boolean(let boolean): buffer.append(boolean ? "true" : "false")
        case .integer(let integer): buffer.append(integer: integer)
        case .number(let number): buffer.append(decimal: number)
        case .text(let text): self.text(text)
        case .array(let elements):
            container(open: UInt8(ascii: "["), close: UInt8(ascii: "]")) { array in
                for element in elements {
                    array.element()
                    array.tree(element)
                }
            }
        case .object(let members):
            object { object in
                for member in members {
                    object.key(member.name)
                    object.tree(member.value)
                }
            }
        }
    }

    private mutating func text(_ value: (some ReportText)?) {
        guard let value else { return buffer.append("null") }
        string.removeAll()
        value.write(to: &string)
        buffer.append(json: string)
    }

    private mutating func key(_ name: StaticString) {
        if pretty {
            element()
            buffer.append(jsonKey: name, behindComma: false)
            return buffer.append(UInt8(ascii: " "))
        }
        buffer.append(jsonKey: name, behindComma: !fresh)
        fresh = false
    }

    private mutating func key(_ name: String) {
        element()
        text(name)
        buffer.append(pretty ? ": " : ":")
    }

    private mutating func container(
        open: UInt8, close: UInt8, _ content: (inout JSONWriter) -> Void
    ) {
        buffer.append(open)
        level += 1
        fresh = true
        content(&self)
        level -= 1
        if !fresh { newLine() }
        buffer.append(close)
        fresh = false
    }

    private mutating func newLine() {
        guard pretty else { return }
        buffer.append("\n")
        for _ in 0..<level { buffer.append("  ") }
    }
}
