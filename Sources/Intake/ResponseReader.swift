import Utilities

/// Reads the inputs of a run as batches of framed JSON texts, in input order (CONTRACT section 1).
///
/// The framed texts and their order depend on the input and on `maxResponse`, never on `batchSize`. The memory is at
/// most about `maxResponse` plus a few megabytes for any input.
package struct ResponseReader: ~Copyable {
    /// The files so far, in reading order. A folder that cannot be read is in the list too.
    package private(set) var files: [InputFile] = []
    /// Bytes on disk of all inputs; nil if they are known only after reading (`Inputs.totalBytes`).
    package let totalBytes: Int?
    /// Files in folders skipped so far because of their endings or types (`skipped_files`, CONTRACT section 6).
    package var otherFiles: Int { walk.otherFiles }
    /// The first hundred of them, in the order in which they were met; bytes that are not UTF-8 are shown as U+FFFD.
    package var otherNames: [String] { walk.otherPaths.map { String(decoding: $0, as: UTF8.self) } }
    /// Bytes read from files so far, compressed as they are there.
    package var bytesRead: Int { bytesOfClosed + (open?.source.bytesRead ?? 0) }

    /// The largest `maxResponse` in bytes, which is the limit of the JSON parser.
    package static let longestResponse = 2 << 30

    /// Called ten times a second while a stream has no bytes, with `bytesRead`.
    package var whileWaiting: ((_ bytesRead: Int) -> Void)?

    private let inputs: Inputs
    private let digestsFiles: Bool
    private let maxResponse: Int
    private let batchSize: Int
    private var walk: InputWalk
    private var open: OpenSource?
    private var bytesOfClosed = 0
    /// The bytes after the last framed text of the last batch, from index `restStart`. Without framed texts.
    private let rest = ResponseBatch()
    private var restStart = 0

    /// The open file.
    private struct OpenSource {
        let source: any Source
        var framer: Framer
        var atEnd = false
        /// Whether the file contained a framed text.
        var heldText = false
        /// Why reading stopped before the end of the file.
        var failure: InputFailure?
    }

    /// - Parameters:
    ///   - maxResponse: The most bytes of one JSON text, 1 to `longestResponse`. A larger text becomes a failure.
    ///   - batchSize: Bytes of input per batch, 1 or more. A larger text makes a larger batch.
    ///   - digestsFiles: Whether `files` get the digests of their bytes.
    package init(
        _ inputs: Inputs, maxResponse: Int = 64 << 20, batchSize: Int = 4 << 20, digestsFiles: Bool = false
    ) {
        self.inputs = inputs
        self.digestsFiles = digestsFiles
        self.maxResponse = min(max(1, maxResponse), Self.longestResponse)
        self.batchSize = max(1, batchSize)
        totalBytes = inputs.totalBytes
        walk = InputWalk(inputs)
    }

    /// Fills `batch` with the next framed texts, at least one.
    ///
    /// - Returns: False at the end of the input. The batch is then empty.
    /// - Throws: `IntakeError.nothingToRead` at the end if the inputs contain no file.
    package mutating func next(into batch: ResponseBatch) throws(IntakeError) -> Bool {
        batch.reset(size: batchSize)
        resume(batch)
        var wanted = batchSize
        while true {
            if open == nil {
                if isFull(batch) { return true }
                if !openNext(batch) { break }
                continue
            }
            read(into: batch, upTo: wanted)
            if !frame(batch) { continue }
            if !batch.texts.isEmpty {
                suspend(batch)
                return true
            }
            wanted = makeRoom(batch)
        }
        if files.isEmpty && !Interruption.isRequested {
            throw .nothingToRead(folders: inputs.folders, otherFiles: otherFiles)
        }
        return !batch.texts.isEmpty
    }

    private func isFull(_ batch: ResponseBatch) -> Bool {
        !batch.texts.isEmpty && (batch.content >= batchSize || batch.texts.count >= Framer.textLimit)
    }

    /// Opens the next file. Returns false if there is none.
    private mutating func openNext(_ batch: ResponseBatch) -> Bool {
        guard let item = walk.next() else { return false }
        batch.align(before: 0)
        let framer = Framer(source: files.count, maxResponse: maxResponse, origin: batch.count)
        files.append(InputFile(path: String(decoding: item.path, as: UTF8.self), bytes: 0))
        batch.begin(source: files.count - 1, path: files[files.count - 1].path)
        do throws(InputFailure) {
            let source =
                switch item.kind {
                case .file: try SourceOpening.file(item.path, sourceOptions)
                case .stream: try SourceOpening.stream(item.path, sourceOptions)
                case .standardInput: try SourceOpening.standardInput(sourceOptions)
                case .failure(let failure): throw failure
                }
            open = OpenSource(source: source, framer: framer)
        } catch {
            framer.append(to: batch, error, offset: 0, line: 1)
        }
        return true
    }

    private var sourceOptions: SourceOptions {
        let before = bytesOfClosed, tell = whileWaiting
        return SourceOptions(
            digests: digestsFiles, whileWaiting: tell.map { tell in { bytesRead in tell(before + bytesRead) } })
    }

    private mutating func read(into batch: ResponseBatch, upTo wanted: Int) {
        guard var current = open.take() else { return }
        let limit = wanted + batch.filler
        batch.grow(to: limit)
        while !current.atEnd && batch.count < limit {
            do throws(InputFailure) {
                // An input can be endless and without any text.
                if Interruption.isRequested { throw .stopped }
                current.atEnd = try batch.fill(from: current.source, upTo: limit) == 0
            } catch {
                current.failure = error
                current.atEnd = true
            }
        }
        open = current
    }

    /// Frames the bytes read so far, and closes the file at its end. Returns whether the file is still open.
    private mutating func frame(_ batch: ResponseBatch) -> Bool {
        guard var current = open.take() else { return false }
        let before = batch.texts.count
        current.framer.advance(batch, atEnd: current.atEnd)
        if batch.texts.count > before { current.heldText = true }
        guard current.atEnd && current.framer.isDone(batch) else {
            open = current
            return true
        }
        if let failure = current.failure ?? (current.heldText ? nil : .nothing) {
            let framer = current.framer
            framer.append(to: batch, failure, offset: framer.offset, line: framer.line)
        }
        bytesOfClosed += current.source.bytesRead
        files[files.count - 1].bytes = current.source.bytesRead
        if current.failure == nil { files[files.count - 1].sha256 = current.source.finishDigest() }
        return false
    }

    /// Keeps the bytes after the batch's last framed text. If they are the greater part, the reader keeps the memory and
    /// the batch gets a copy of its own part, so that batches stay small after a text larger than the limit.
    private mutating func suspend(_ batch: ResponseBatch) {
        guard let framer = open?.framer else { return }
        restStart = framer.offset + framer.origin
        let count = batch.count - restStart
        if count > restStart && count > batchSize {
            rest.swapBytes(with: batch)
            batch.append(0..<restStart, of: rest)
        } else {
            rest.append(restStart..<batch.count, of: batch)
            restStart = 0
        }
    }

    /// Puts the bytes that the last batch did not frame at the front of this batch.
    private mutating func resume(_ batch: ResponseBatch) {
        guard let framer = open?.framer else { return }
        batch.begin(source: files.count - 1, path: files[files.count - 1].path)
        if rest.count - restStart > batchSize {
            batch.swapBytes(with: rest)
            batch.dropFirst(restStart)
            open?.framer.origin = -framer.offset
        } else {
            batch.align(before: rest.count - restStart)
            open?.framer.origin = batch.count - framer.offset
            batch.append(restStart..<rest.count, of: rest)
        }
        rest.reset(size: min(batchSize, 1 << 20))
    }

    /// Drops the bytes that are no longer needed of a batch without framed texts. Returns the size to fill it to.
    private mutating func makeRoom(_ batch: ResponseBatch) -> Int {
        guard let framer = open?.framer else { return batchSize }
        let dropped = framer.offset + framer.origin
        batch.dropFirst(dropped)
        open?.framer.origin -= dropped
        // Twice as much, but no more than is needed to see whether a text is larger than the limit.
        let limit = max(batchSize, maxResponse + 1)
        return max(batch.count + min(batchSize, 65_536), min(2 * batch.count, limit), batchSize)
    }
}
