import Evidence
import Intake
import Responses

/// Which ids an archive holds final answers for.
struct ArchiveIndex {
    private(set) var finished: Set<TaskIDKey> = []

    /// Reads through the files, once, in batches. A line that a scan would not take counts for nothing.
    /// - Parameters:
    ///   - files: paths, as they are.
    ///   - isStopped: Whether to read no further; what was not read counts as not there.
    init(
        _ files: [String], maxResponse: Int, isStopped: () -> Bool = { false }
    ) throws(PullError) {
        guard !files.isEmpty else { return }
        do {
            // A line is an answer and what is said about it.
            var reader = ResponseReader(
                try Inputs(files), maxResponse: maxResponse + 16_384, batchSize: 1 << 20)
            let batch = ResponseBatch()
            var flattener = ResponseFlattener()
            while !isStopped(), try reader.next(into: batch) {
                for frame in batch.frames where frame.trouble == nil {
                    if isStopped() { return }
                    let line = unsafe UnsafeRawBufferPointer(batch.bytes(of: frame))
                    if let key = unsafe Self.finalTask(in: line, &flattener) { finished.insert(key) }
                }
            }
        } catch {
            throw .refused("the archive can't be read: \(error.description)")
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
