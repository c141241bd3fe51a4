import Digests
import Responses
import Utilities

/// Makes lines of the archive from bodies: the envelope *capture* (CONTRACT section 9). Reuses its memory.
struct CaptureLine: ~Copyable {
    /// The last composed line with its line end.
    var bytes: ArraySlice<UInt8> { buffer[..<count] }

    private let limit: Int
    private var buffer: [UInt8] = []
    private var count = 0
    /// One level less than a scan accepts, because an answer is nested one level deeper in the archive.
    private var flattener = ResponseFlattener(depthLimit: ResponseFlattener.depthLimit - 1)

    /// The parser needs readable bytes after a text.
    static let padding = [UInt8](repeating: 0, count: 64)
    private static let digestSpace = [UInt8](repeating: UInt8(ascii: "0"), count: 64)

    /// - Parameter limit: The most bytes of a line without its end, so that a scan with this limit reads the line.
    init(limit: Int) { self.limit = limit }

    /// The members of a capture that describe the request.
    struct Origin {
        var url: String
        var status: Int
        /// Requests made for the id.
        var attempts: Int
        var fetchedAt: UTCTime
    }

    /// Makes the line for `body`, and returns the state of the answer.
    /// - Throws: `Unfit` if the body is not an answer for the id.
    mutating func compose(_ body: [UInt8], from origin: Origin) throws(Unfit) -> AnswerState {
        buffer.removeAll(keepingCapacity: buffer.capacity < 4 << 20)
        // BaseURL and TaskIDs admit no characters that JSON escapes.
        buffer += "{\"fetched_at\":\"\(origin.fetchedAt.text)\",\"url\":\"\(origin.url)\"".utf8
        buffer += ",\"status\":\(origin.status),\"attempts\":\(origin.attempts),\"sha256\":\"".utf8
        let digest = buffer.count..<buffer.count + 64
        buffer += Self.digestSpace
        buffer += "\",\"response\":".utf8
        let start = buffer.count
        buffer += Self.trimmed(body)
        let text = start..<buffer.count
        buffer += "}\n".utf8
        count = buffer.count
        guard count - 1 <= limit else {
            throw Unfit(reason: "the line of the archive would be larger than --max-response (\(limit) bytes)")
        }
        buffer += Self.padding
        return try finish(text, digest, BaseURL.taskID(in: origin.url.utf8))
    }

    private mutating func finish(
        _ text: Range<Int>, _ digest: Range<Int>, _ id: some Collection<UInt8>
    ) throws(Unfit) -> AnswerState {
        var isAnothers = false
        let outcome: Result<String, UnreadableText> = unsafe buffer.withUnsafeMutableBytes { buffer in
            let answer = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[text])
            // JSON has no line ends in strings.
            unsafe Self.blankLineEnds(answer)
            return Result { () throws(UnreadableText) in
                try unsafe flattener.flatten(UnsafeRawBufferPointer(answer))
                isAnothers = AnsweredTask.isAnother(than: id, in: flattener.records)
                return unsafe SHA256Digest.hex(of: UnsafeRawBufferPointer(answer))
            }
        }
        do throws(UnreadableText) {
            buffer.replaceSubrange(digest, with: try outcome.get().utf8)
        } catch {
            throw Unfit(reason: "the body is not an answer: \(error.reason)")
        }
        // A scan accepts no capture within another capture.
        guard flattener.records.capture == nil else {
            throw Unfit(reason: "the body is not an answer: it is a line of an archive")
        }
        if isAnothers { throw Unfit(reason: "the answer belongs to another task") }
        let state = flattener.records.standing
        // An envelope that says nothing about its task is evidence too. An empty array is not an envelope.
        if state == .unknown, buffer[text.lowerBound] != UInt8(ascii: "{") || !isEnvelope {
            let reason = flattener.records.unaudited.first?.reason ?? ""
            throw Unfit(
                reason: reason.isEmpty ? "the body contains no task" : "the body is not an answer: \(reason)")
        }
        return state
    }

    /// Whether the last answer contains a known envelope.
    private var isEnvelope: Bool {
        !flattener.records.tasks.isEmpty || flattener.records.unaudited.contains { $0.kind != .unreadable }
    }

    /// What the last composed answer says about an error.
    func error(hiding key: APIKey) -> ServiceError { ServiceError(in: flattener.records, hiding: key) }

    /// Replaces line ends with spaces. It stores every byte, which the compiler vectorizes: 8 times as fast as storing
    /// only the changed bytes.
    private static func blankLineEnds(_ text: UnsafeMutableRawBufferPointer) {
        let bytes = unsafe text.assumingMemoryBound(to: UInt8.self)
        for index in 0..<bytes.count {
            let byte = unsafe bytes[index]
            unsafe bytes[index] = byte == 10 || byte == 13 ? 32 : byte
        }
    }

    /// The body without a byte order mark before it and without the blanks around it.
    static func trimmed(_ body: [UInt8]) -> ArraySlice<UInt8> {
        guard let last = body.lastIndex(where: { !$0.isBlank }) else { return [] }
        let text = body[...last].drop(while: \.isBlank)
        return text.starts(with: [0xEF, 0xBB, 0xBF]) ? text.dropFirst(3).drop(while: \.isBlank) : text
    }
}

/// A body that is not archived.
struct Unfit: Error, Equatable {
    /// The reason for `failures.csv`, without content of the body.
    var reason: String
}
