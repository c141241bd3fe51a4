/// The envelope *capture*: an answer with its source and the digest of its bytes.
extension ResponseFlattener {
    func isCapture(_ map: borrowing FieldMap) -> Bool { map.has(.sha256) && map.has(.response) }

    /// Whether a capture may occur here. The digest is checked only if the whole text is one capture.
    var isCapturePlace: Bool { pointer.depth == 0 && records.capture == nil }

    /// Flattens the answer in a capture. JSON pointers start at the answer, because the answer is the judged text.
    mutating func flattenCapture(_ object: JSONValue, _ map: borrowing FieldMap, _ response: JSONValue) {
        let url = text(.url, in: map).value
        records.capture = Capture(
            sha256: text(.sha256, in: map).value, url: url, responseIsLast: response.end == object.end - 1)
        // The content of the capture counts itself.
        records.responses = 0
        records.defects.removeAll()
        var outer = OuterFields()
        outer.requestedID = url?.taskID
        outer.readBlocks(object, map, of: &self)
        flattenRoot(response, in: outer)
        _ = addStrays(of: object, outer)
    }
}

extension BorrowedText {
    /// The ID in the URL of a task's answer (CONTRACT section 9): the part after the last slash; nil if it is not an
    /// ID.
    var taskID: BorrowedText? {
        let end = firstIndex { $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") } ?? count
        guard let slash = self[..<end].lastIndex(of: UInt8(ascii: "/")) else { return nil }
        let id = slice(slash + 1..<end)
        return !id.isEmpty && id.count <= 128 && id.allSatisfy(\.isOfTaskID) ? id : nil
    }
}

extension UInt8 {
    fileprivate var isOfTaskID: Bool {
        switch Unicode.Scalar(self) {
        case "a"..."z", "A"..."Z", "0"..."9", "_", ":", ".", "-": true
        default: false
        }
    }
}
