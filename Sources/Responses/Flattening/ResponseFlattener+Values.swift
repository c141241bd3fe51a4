/// Typed values of fields. A value that cannot be used adds a defect (CONTRACT section 2).
extension ResponseFlattener {
    /// The value of a field.
    enum FieldValue<Value> {
        /// The field is absent or null.
        case absent
        case defective
        case value(Value)

        var value: Value? {
            if case .value(let value) = self { value } else { nil }
        }
    }

    mutating func text(_ field: Field, in map: borrowing FieldMap) -> FieldValue<BorrowedText> {
        let isRepaired = isRepaired
        let text = given(field, in: map, expected: "a text") {
            $0.is(.text) && !(isRepaired && RepairedJSON.isMark($0.text)) ? $0.text : nil
        }
        guard case .value(let long) = text, long.count > Self.longestIdentifier,
            Self.identifiers.contains(field)
        else { return text }
        return .value(bounded(long, at: .field(field)))
    }

    private static let identifiers: FieldSet = [.id, .taskID, .status, .type, .code, .user]

    /// A text that is an ID. A text with half of a surrogate pair is a defect, because two such texts may differ only
    /// in the lost half.
    mutating func identifier(_ field: Field, in map: borrowing FieldMap) -> FieldValue<BorrowedText> {
        guard isRepaired, let value = map[field], value.is(.text), !isSound(value) else {
            return text(field, in: map)
        }
        if RepairedJSON.isMark(value.text) { return text(field, in: map) }
        addDefect(at: .field(field), "half of a surrogate pair, which identifies nothing")
        return .defective
    }

    /// Whether a text has no replacement of half a surrogate pair.
    func isSound(_ value: JSONValue) -> Bool { !isRepaired || !value.text.hasReplacement }

    /// The seed, with all its digits.
    mutating func seed(in map: borrowing FieldMap) -> Seed? {
        if let digits = digits(of: map[.seed]) { return .digits(digits) }
        return given(.seed, in: map, expected: "a whole number") { value -> Seed? in
            if value.is(.large) { return .unsigned(UInt64(bitPattern: value.integer)) }
            if let whole = value.whole { return .signed(whole) }
            return value.number.flatMap { $0 >= 0 ? UInt64(exactly: $0).map(Seed.unsigned) : nil }
        }.value
    }

    mutating func boolean(_ field: Field, in map: borrowing FieldMap) -> FieldValue<Bool> {
        given(field, in: map, expected: "a boolean", \.boolean)
    }

    mutating func whole(_ field: Field, in map: borrowing FieldMap) -> FieldValue<Int64> {
        given(field, in: map, expected: "a whole number of 64 bits", \.whole)
    }

    mutating func number(_ field: Field, in map: borrowing FieldMap) -> FieldValue<Double> {
        given(field, in: map, expected: "a number", \.number)
    }

    /// An object; nil if the field is absent, null or of another type.
    mutating func object(_ field: Field, in map: borrowing FieldMap) -> JSONValue? {
        given(object: field, in: map).value
    }

    mutating func given(object field: Field, in map: borrowing FieldMap) -> FieldValue<JSONValue> {
        given(field, in: map, expected: "an object") { $0.is(.object) ? $0 : nil }
    }

    /// A text, or seconds since 1970. A time of 0 is absent.
    mutating func timestamp(_ field: Field, in map: borrowing FieldMap) -> Timestamp? {
        let isRepaired = isRepaired
        return given(field, in: map, expected: "a time") { value -> Timestamp? in
            if value.is(.text) {
                return isRepaired && RepairedJSON.isMark(value.text) ? nil : .text(value.text)
            }
            return value.number.flatMap { Int64(exactly: $0.rounded(.down)) }.map(Timestamp.epoch)
        }.value.flatMap { time in
            switch time {
            case .epoch(0): nil
            case .text(let text): text.isEmpty ? nil : time
            default: time
            }
        }
    }

    @inline(__always)
    mutating func given<Value>(
        _ field: Field, in map: borrowing FieldMap, expected: StaticString, _ read: (JSONValue) -> Value?
    ) -> FieldValue<Value> {
        guard let value = map[field] else {
            guard map.isTwice(field) else { return .absent }
            addDefect(at: .field(field), "given twice")
            return .defective
        }
        if let read = read(value) { return .value(read) }
        if value.is(.null) { return .absent }
        addDefect(at: .field(field), "expected \(expected), found \(Self.kindName(of: value))")
        return .defective
    }

    /// The maximum number of listed defects of one generation. Further defects are counted.
    static var defectsListed: Int { 100 }

    mutating func addDefect(at step: JSONPointer.Step? = nil, _ reason: @autoclosure () -> String) {
        guard records.defects.count - firstDefect < Self.defectsListed else {
            defectsUnlisted += 1
            return
        }
        let defect = Defect(pointer: pointer.text(from: 0, step), reason: reason())
        listedBytes += defect.listedBytes
        records.defects.append(defect)
    }

    /// Removes and returns the defects from index `start` on.
    mutating func takeDefects(from start: Int) -> [Defect] {
        let taken = Array(records.defects[start...])
        records.defects.removeSubrange(start...)
        return taken
    }

    static func kindName(of value: JSONValue) -> String {
        switch JSONValue.Kind(rawValue: value.tag) {
        case .object: "an object"
        case .array: "a list"
        case .text where RepairedJSON.isMark(value.text): "a number beyond the range of a double"
        case .text: "a text"
        case .integer, .large, .double: "a number"
        case .yes, .no: "a boolean"
        case .null, nil: "null"
        }
    }

    /// The text of a scalar; nil for null and containers.
    static func plainText(_ value: JSONValue) -> String? {
        if value.is(.text) { return RepairedJSON.isMark(value.text) ? kindName(of: value) : String(value.text) }
        if let whole = value.whole { return "\(whole)" }
        return value.number.map { "\($0)" } ?? value.boolean.map { "\($0)" }
    }
}

extension BorrowedText {
    /// Whether the text contains U+FFFD.
    fileprivate var hasReplacement: Bool {
        guard count >= 3 else { return false }
        for index in 0...count - 3 {
            if self[index] == 0xEF && self[index + 1] == 0xBF && self[index + 2] == 0xBD {
                return true
            }
        }
        return false
    }
}

extension RepairedJSON {
    /// Whether the text is a placeholder for a number beyond the range of a double.
    static func isMark(_ text: BorrowedText) -> Bool {
        text.count >= 3 && text[0] == 0xEF && text[1] == 0xA3 && text[2] == 0xBF
    }
}
