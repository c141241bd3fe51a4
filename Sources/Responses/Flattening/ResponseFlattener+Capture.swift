/// The envelope *capture*: an answer with where it is from and what its bytes were.
extension ResponseFlattener {
    /// `map` has `sha256` and `response`. JSON pointers are into the answer, which is the text that is judged.
    mutating func flattenCapture(_ envelope: JSONValue, _ map: borrowing FieldMap) {
        guard pointer.depth == 0, records.capture == nil else {
            return addUnaudited(
                .unreadable, reason: "\(pointer.text()): a capture within a list or another one")
        }
        guard let response = map[.response] else {
            return addUnaudited(.unreadable, reason: "/response: given twice")
        }
        records.capture = Capture(
            sha256: text(.sha256, in: map).value, url: text(.url, in: map).value,
            responseIsLast: response.end == envelope.end - 1)
        // What is within counts itself.
        records.responses -= 1
        records.defects.removeAll()
        flattenRoot(response)
    }
}
