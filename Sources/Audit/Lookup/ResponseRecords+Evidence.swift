import Digests
import Responses

extension ResponseRecords {
    /// The SHA-256 of the judged JSON text: of `text`, from which these records come, or for a capture, of its
    /// response. Nil if that differs from the digest in the capture.
    func evidence(in text: BorrowedText) -> String? {
        guard let capture else { return SHA256Digest.hex(of: text) }
        guard let response = capture.response(in: text), let given = capture.sha256 else { return nil }
        let digest = SHA256Digest.hex(of: response)
        return String(given) == digest ? digest : nil
    }

    /// The ID of the first task in the text, otherwise the requested ID of a capture.
    var taskID: BorrowedText? {
        tasks.first?.id ?? unaudited.first?.taskID ?? generations.first?.taskID ?? capture?.taskID
    }
}
