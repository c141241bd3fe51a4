import Digests
import Responses

/// One line of the archive, made from a body: the envelope *capture*. Reused from line to line.
struct CaptureLine: ~Copyable {
    /// The line, its line end included.
    var bytes: ArraySlice<UInt8> { buffer[..<count] }

    private let limit: Int
    private var buffer: [UInt8] = []
    private var count = 0
    /// One level less than a scan reads: in the archive, an answer is one level down.
    private var flattener = ResponseFlattener(depthLimit: ResponseFlattener.depthLimit - 1)

    /// Readable bytes that the parser wants behind a text.
    private static let padding = [UInt8](repeating: 0, count: 64)
    private static let digestSpace = [UInt8](repeating: UInt8(ascii: "0"), count: 64)

    /// - Parameter limit: The most bytes of a line without its end. A scan with this limit reads it.
    init(limit: Int) { self.limit = limit }

    /// Where an answer is from.
    struct Origin {
        var url: String
        var status: Int
        var attempts: Int
        /// Seconds since 1970.
        var fetchedAt: Int64
    }

    /// Makes the line of `body`, and says how the answer stands.
    /// - Throws: `Unfit` where the body is no answer.
    mutating func compose(_ body: [UInt8], from origin: Origin) throws(Unfit) -> AnswerState {
        buffer.removeAll(keepingCapacity: buffer.capacity < 4 << 20)
        // The URL is made of characters that need no escapes in JSON.
        buffer += "{\"fetched_at\":\"\(UTCTime.text(origin.fetchedAt))\",\"url\":\"\(origin.url)\"".utf8
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
            throw Unfit(reason: "a body that makes a line larger than --max-response (\(limit) bytes)")
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
            // Inside of texts, JSON has no line ends.
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
            throw Unfit(reason: "the body is no answer: \(error.reason)")
        }
        // A scan takes no capture within another.
        guard flattener.records.capture == nil else {
            throw Unfit(reason: "the body is no answer: it is a line of an archive")
        }
        if isAnothers { throw Unfit(reason: "the answer is another task's") }
        let standing = flattener.records.standing
        if standing == .unknown {
            throw Unfit(
                reason: flattener.records.unaudited.first.map(Self.words) ?? "the body says nothing of a task")
        }
        return standing
    }

    private static func words(of item: Unaudited) -> String {
        item.reason.isEmpty ? "the body says nothing of a task" : "the body is no answer: \(item.reason)"
    }

    /// Stores every byte, which the compiler makes vectors of: 8 times as fast as storing the few that change.
    private static func blankLineEnds(_ text: UnsafeMutableRawBufferPointer) {
        let bytes = unsafe text.assumingMemoryBound(to: UInt8.self)
        for index in 0..<bytes.count {
            let byte = unsafe bytes[index]
            unsafe bytes[index] = byte == 10 || byte == 13 ? 32 : byte
        }
    }

    /// Without the blanks around it.
    private static func trimmed(_ body: [UInt8]) -> ArraySlice<UInt8> {
        let isBlank: (UInt8) -> Bool = { $0 == 32 || 9...10 ~= $0 || $0 == 13 }
        guard let last = body.lastIndex(where: { !isBlank($0) }) else { return [] }
        return body[...last].drop(while: isBlank)
    }
}

/// Why a body is not archived.
struct Unfit: Error, Equatable {
    /// For a person; without the body's content.
    var reason: String
}
