import Responses

/// Whose answer an answer is.
enum AnsweredTask {
    /// Whether the answer names tasks, and `id` is none of them. Where a relay's `task_id` and the task's own `id`
    /// differ, either may be the one that was asked for.
    /// - Parameters:
    ///   - text: The answer's bytes.
    ///   - records: What was read from them.
    static func isAnother(
        than id: some Collection<UInt8>, in text: UnsafeRawBufferPointer, _ records: borrowing ResponseRecords
    ) -> Bool {
        let named = records.tasks.compactMap(\.id) + records.unaudited.compactMap(\.taskID)
        guard !named.isEmpty, !named.contains(where: { String($0).utf8.elementsEqual(id) }) else {
            return false
        }
        return unsafe !hasMember("task_id", id, in: text)
    }

    /// Whether `"name":"value"` stands in a JSON text, where the value needs no escapes.
    private static func hasMember(
        _ name: String, _ value: some Collection<UInt8>, in text: UnsafeRawBufferPointer
    ) -> Bool {
        let name = Array("\"\(name)\"".utf8), value = [UInt8(ascii: "\"")] + value + [UInt8(ascii: "\"")]
        var rest = unsafe text[...]
        while let start = unsafe rest.firstIndex(of: name[0]) {
            unsafe rest = rest[start...]
            if unsafe rest.starts(with: name) {
                let behind = unsafe rest.dropFirst(name.count).drop { $0 <= 32 }
                if unsafe behind.first == UInt8(ascii: ":"),
                    unsafe behind.dropFirst().drop(while: { $0 <= 32 }).starts(with: value)
                {
                    return true
                }
            }
            unsafe rest = rest.dropFirst()
        }
        return false
    }
}
