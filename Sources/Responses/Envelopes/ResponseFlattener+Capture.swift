/// The envelope *capture*: an answer with where it is from and what its bytes were.
extension ResponseFlattener {
    func isCapture(_ map: borrowing FieldMap) -> Bool { map.has(.sha256) && map.has(.response) }

    /// Only a text that is one capture as a whole can be held against its digest.
    var isCapturePlace: Bool { pointer.depth == 0 && records.capture == nil }

    /// JSON pointers are into the answer, which is the text that is judged.
    mutating func flattenCapture(_ object: JSONValue, _ map: borrowing FieldMap, _ response: JSONValue) {
        let url = text(.url, in: map).value
        records.capture = Capture(
            sha256: text(.sha256, in: map).value, url: url, responseIsLast: response.end == object.end - 1)
        // What is within counts itself.
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
    /// The id in the URL of a task's answer (CONTRACT section 9): what is behind its last slash, where that is an id.
    var taskID: BorrowedText? {
        let url = unsafe bytes
        let end = unsafe url.firstIndex { $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") } ?? url.count
        guard let slash = unsafe url[..<end].lastIndex(of: UInt8(ascii: "/")) else { return nil }
        let id = unsafe BorrowedText(unsafeBase: base + (slash + 1), count: end - slash - 1)
        return unsafe !id.isEmpty && id.count <= 128 && id.bytes.allSatisfy(\.isOfTaskID) ? id : nil
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
