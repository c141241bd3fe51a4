import Digests
import Glibc
import Intake
import Responses

/// The ids for which an archive contains a final answer (CONTRACT section 9).
struct ArchiveIndex {
    private(set) var finished: Set<TaskIDKey> = []

    /// Reads the files once, in batches. Lines that are damaged, cut short or not accepted by a scan are ignored. A
    /// failed system call is an error instead, as the unread lines can contain answers.
    /// - Parameters:
    ///   - files: Paths of the archive's files.
    ///   - maxResponse: The most bytes of an answer.
    ///   - isStopped: Whether to stop reading. The ids of unread lines count as missing.
    /// - Throws: `PullError.unreadable` or `.failed` if a file cannot be read.
    init(
        _ files: [String], maxResponse: Int, isStopped: () -> Bool = { false }
    ) throws(PullError) {
        guard !files.isEmpty else { return }
        let unread: PullError?
        do throws(IntakeError) {
            // A line is larger than its answer by the other members of the capture.
            let reader = ResponseReader(
                try Inputs(files), maxResponse: maxResponse + 16_384, batchSize: 1 << 20)
            unread = try take(reader, isStopped)
        } catch {
            throw .unreadable(archive: error.description)
        }
        if let unread { throw unread }
    }

    /// Reads all files. Returns the error of a file that cannot be read.
    private mutating func take(
        _ reader: consuming ResponseReader, _ isStopped: () -> Bool
    ) throws(IntakeError) -> PullError? {
        let batch = ResponseBatch()
        var flattener = ResponseFlattener()
        while !isStopped(), try reader.next(into: batch) {
            for framed in batch.texts {
                if isStopped() { return nil }
                if let failure = framed.failure {
                    guard let number = Self.errorNumber(of: failure) else { continue }
                    return .failed(action: "read", path: reader.files[framed.source].path, errno: number)
                }
                let line = unsafe BorrowedText(unsafeBytes: batch.bytes(of: framed))
                if let key = Self.finalTask(in: line, &flattener) { finished.insert(key) }
            }
        }
        return nil
    }

    /// The system's error that prevented reading; nil if the content of the file is the reason.
    private static func errorNumber(of failure: InputFailure) -> Int32? {
        switch failure {
        case .unopened(let number), .unread(let number): number
        case .noMemory: ENOMEM
        case .stopped, .loop, .again, .report, .nothing, .oversize, .damaged, .cutShort: nil
        }
    }

    /// The id for which a line contains a final answer; nil if there is none.
    private static func finalTask(
        in line: BorrowedText, _ flattener: inout ResponseFlattener
    ) -> TaskIDKey? {
        guard (try? flattener.flatten(line)) != nil, let capture = flattener.records.capture,
            let url = capture.url, flattener.records.standing == .final,
            let response = capture.response(in: line),
            capture.sha256.map(String.init) == response.withSpan({ SHA256Digest.hex(of: $0) })
        else { return nil }
        let id = BaseURL.taskID(in: Array(url))
        return AnsweredTask.isAnother(than: id, in: flattener.records) ? nil : TaskIDKey(id)
    }
}
