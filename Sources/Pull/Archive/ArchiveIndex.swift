import Digests
import Glibc
import Intake
import Responses

/// Which ids an archive holds final answers for.
struct ArchiveIndex {
    private(set) var finished: Set<TaskIDKey> = []

    /// Reads through the files, once, in batches. A line that a scan would not take counts for nothing, and neither
    /// does what is damaged or cut short; what the system doesn't give out may hold anything.
    /// - Parameters:
    ///   - files: paths, as they are.
    ///   - isStopped: Whether to read no further; what was not read counts as not there.
    /// - Throws: where a file can't be read.
    init(
        _ files: [String], maxResponse: Int, isStopped: () -> Bool = { false }
    ) throws(PullError) {
        guard !files.isEmpty else { return }
        let unread: PullError?
        do throws(IntakeError) {
            // A line is an answer and what is said about it.
            let reader = ResponseReader(
                try Inputs(files), maxResponse: maxResponse + 16_384, batchSize: 1 << 20)
            unread = try take(reader, isStopped)
        } catch {
            throw .unreadable(archive: error.description)
        }
        if let unread { throw unread }
    }

    /// - Returns: why a file could not be read, where that is so.
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
                let line = unsafe UnsafeRawBufferPointer(batch.bytes(of: framed))
                if let key = unsafe Self.finalTask(in: line, &flattener) { finished.insert(key) }
            }
        }
        return nil
    }

    /// The system's, where it kept from being read what may be sound; nil where the fault is the file's own.
    private static func errorNumber(of failure: InputFailure) -> Int32? {
        switch failure {
        case .unopened(let number), .unread(let number): number
        case .noMemory: ENOMEM
        case .stopped, .loop, .nothing, .oversize, .damaged, .cutShort: nil
        }
    }

    /// The id that a line has a final answer for.
    private static func finalTask(
        in line: UnsafeRawBufferPointer, _ flattener: inout ResponseFlattener
    ) -> TaskIDKey? {
        guard (try? unsafe flattener.flatten(line)) != nil, let capture = flattener.records.capture,
            let url = capture.url, flattener.records.standing == .final,
            let response = unsafe capture.response(in: line),
            capture.sha256.map(String.init) == (unsafe SHA256Digest.hex(of: response))
        else { return nil }
        let id = BaseURL.taskID(in: unsafe Array(url.bytes))
        return AnsweredTask.isAnother(than: id, in: flattener.records) ? nil : TaskIDKey(id)
    }
}
