import Digests
import Responses

extension ResponseRecords {
    /// SHA-256 of the JSON text that was judged: of `text`, which these are the records of, or where it is a capture, of
    /// the answer in it. Nil where that is not the digest that the capture gives.
    func evidence(in text: UnsafeRawBufferPointer) -> String? {
        guard let capture else { return unsafe SHA256Digest.hex(of: text) }
        guard let response = unsafe capture.response(in: text), let given = capture.sha256 else { return nil }
        let digest = unsafe SHA256Digest.hex(of: response)
        return String(given) == digest ? digest : nil
    }

    /// The id of the first task that the text names, else the one that a capture was asked for.
    var taskID: BorrowedText? {
        tasks.first?.id ?? unaudited.first?.taskID ?? generations.first?.taskID ?? capture?.taskID
    }
}
