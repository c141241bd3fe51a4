import TestSupport

@testable import Intake

/// A frame that has outlived its batch.
struct ReadText: Equatable, CustomStringConvertible {
    var path: String
    var framed: FramedText
    var text: [UInt8]

    var description: String {
        let words = framed.failure?.description ?? String(decoding: text, as: UTF8.self)
        return "\(path):\(framed.line)+\(framed.byteOffset) \(words)"
    }
}

/// Reads all inputs to their end. Where a frame lay in its batch is left out: that may differ.
func readAll(
    _ arguments: [String], maxResponse: Int = 64 << 20, batchSize: Int = 4 << 20
) throws -> [ReadText] {
    var reader = ResponseReader(try Inputs(arguments), maxResponse: maxResponse, batchSize: batchSize)
    let batch = ResponseBatch()
    var frames: [ReadText] = []
    while try reader.next(into: batch) {
        for var framed in batch.texts {
            let text = unsafe Array(batch.bytes(of: framed))
            framed.range = 0..<framed.range.count
            frames.append(ReadText(path: reader.files[framed.source].path, framed: framed, text: text))
        }
    }
    return frames
}

/// The texts alone, trouble in words.
func texts(_ frames: [ReadText]) -> [String] {
    frames.map { $0.framed.failure?.description ?? String(decoding: $0.text, as: UTF8.self) }
}

func split(
    _ bytes: [UInt8], indentation: Int = 0, depthLimit: Int = TextSplitter.depthLimit
) -> [TextPiece] {
    var splitter = TextSplitter(indentation: indentation, depthLimit: depthLimit)
    var pieces: [TextPiece] = []
    while let piece = splitter.next(in: bytes.span) { pieces.append(piece) }
    return pieces
}

extension SeededGenerator {
    /// Brackets, strings and lines in all wrong orders.
    mutating func hostileBytes(upTo count: Int) -> [UInt8] {
        let alphabet = Array("{[]}{[]}\"\\a,: \n\n\n".utf8)
        let length = Int.random(in: 0...count, using: &self)
        return (0..<length).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &self)] }
    }
}
