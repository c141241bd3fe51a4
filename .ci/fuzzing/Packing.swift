import CZlib
import CZstd

@testable import Intake
@testable import Responses

/// Compressed input: an input's first bytes say how the rest is packed, and how that is damaged then.
struct Packing {
    /// Bytes: members, level, repeats, damage, where (2), with what, batch size.
    static let recipe = 8

    enum Form { case gzip, zstd }

    let form: Form

    init(_ form: Form) { self.form = form }

    func check(_ payload: [UInt8], _ recipe: [UInt8]) {
        let batchSize = [1, 7, 64, 1000, 4096, 16_384, 65_536, 1 << 18][Int(recipe[7] % 8)]
        guard recipe[0] < 0xF0 else {
            // As it is, but for the mark by which a stream is told.
            let mark: [UInt8] = form == .gzip ? [0x1F, 0x8B] : [0x28, 0xB5, 0x2F, 0xFD]
            let raw = mark + payload.dropFirst(mark.count)
            let frames = read(raw, batchSize)
            precondition(!frames.isEmpty, "silence")
            expect(frames, read(raw, 777), "the batch size shows")
            return
        }
        var content = payload
        // A bomb, as far as the time for one input allows: many texts, or one.
        if recipe[2] >= 0xF0 {
            if recipe[2] % 2 == 0 {
                while content.count < 1 << 17 { content += payload }
            } else {
                content = [UInt8](repeating: payload[0], count: 1 << 18)
            }
        }
        let count = 1 + Int(recipe[0] % 4)
        var packed: [UInt8] = []
        for member in 0..<count {
            let part = content[(content.count * member / count)..<(content.count * (member + 1) / count)]
            packed += pack(Array(part), Int32(recipe[1]))
        }
        let isDamaged = damage(&packed, recipe)
        let frames = read(packed, batchSize)
        precondition(!frames.isEmpty, "silence")
        if !isDamaged, !Self.looksPacked(content) {
            expect(frames, read(content, 1 << 18), "not what was packed")
        }
    }

    private struct Found: Equatable {
        var line, offset, count, digest: Int
        var failure: InputFailure?
    }

    private func expect(_ some: [Found], _ others: [Found], _ words: String) {
        guard some != others else { return }
        let first = zip(some, others).first { $0 != $1 }
        fatalError("\(words): \(some.count) and \(others.count) frames, first \(String(describing: first))")
    }

    /// What a reader makes of it; and its texts go on to the parser where they lie.
    private func read(_ bytes: [UInt8], _ batchSize: Int) -> [Found] {
        Input.set(bytes)
        guard let inputs = try? Inputs(["-"]) else { fatalError("no standard input") }
        var reader = ResponseReader(inputs, maxResponse: 100_000, batchSize: batchSize)
        let batch = ResponseBatch()
        var frames: [Found] = []
        do throws(IntakeError) {
            while try reader.next(into: batch) {
                for framed in batch.texts {
                    let text = UnsafeRawBufferPointer(batch.bytes(of: framed))
                    var hasher = Hasher()
                    hasher.combine(bytes: text)
                    frames.append(
                        Found(
                            line: framed.line, offset: framed.byteOffset, count: text.count,
                            digest: hasher.finalize(),
                            failure: framed.failure))
                    if framed.failure == nil, frames.count < 100 { judge.judge(padded: text) }
                }
            }
        } catch {
            fatalError("\(error)")
        }
        return frames
    }

    private static func looksPacked(_ bytes: [UInt8]) -> Bool {
        bytes.starts(with: [0x1F, 0x8B]) || bytes.starts(with: [0x28, 0xB5, 0x2F, 0xFD])
    }

    private func damage(_ packed: inout [UInt8], _ recipe: [UInt8]) -> Bool {
        let place = (Int(recipe[4]) << 8 | Int(recipe[5])) * packed.count >> 16
        switch recipe[3] % 8 {
        case 4: packed.removeSubrange(max(place, form == .gzip ? 2 : 4)...)
        case 5: packed[place] ^= recipe[6]
        case 6: packed += Array(repeatElement(recipe[6], count: Int(recipe[5])))
        case 7: packed.removeSubrange(place..<min(packed.count, place + 1 + Int(recipe[6])))
        default: return false
        }
        return true
    }

    private func pack(_ bytes: [UInt8], _ level: Int32) -> [UInt8] {
        switch form {
        case .zstd:
            var output = [UInt8](repeating: 0, count: ZSTD_compressBound(bytes.count))
            let count = ZSTD_compress(&output, output.count, bytes, bytes.count, level % 8 - 3)
            precondition(ZSTD_isError(count) == 0)
            return Array(output.prefix(count))
        case .gzip:
            var stream = z_stream()
            let size = Int32(MemoryLayout<z_stream>.size)
            precondition(
                deflateInit2_(
                    &stream, level % 7, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size) == Z_OK)
            defer { deflateEnd(&stream) }
            var input = bytes
            var output = [UInt8](repeating: 0, count: Int(deflateBound(&stream, UInt(bytes.count))))
            let count = input.withUnsafeMutableBufferPointer { from in
                output.withUnsafeMutableBufferPointer { to in
                    stream.next_in = from.baseAddress
                    stream.avail_in = UInt32(from.count)
                    stream.next_out = to.baseAddress
                    stream.avail_out = UInt32(to.count)
                    precondition(deflate(&stream, Z_FINISH) == Z_STREAM_END)
                    return to.count - Int(stream.avail_out)
                }
            }
            return Array(output.prefix(count))
        }
    }
}
