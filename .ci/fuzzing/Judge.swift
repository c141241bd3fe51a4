@testable import Intake
@testable import Policies
@testable import Responses

/// A response from its bytes to a decision, as a desk does it. One flattener for all, so that what it keeps is tried too.
struct Judge: ~Copyable {
    private var flattener = ResponseFlattener()
    private var evaluator: Evaluator
    private var judgement = Judgement()
    private var texts = 0

    init() {
        guard let policy = try? Baseline.policy() else { fatalError("the built-in policy is refused") }
        evaluator = Evaluator(policy)
    }

    mutating func judge(_ bytes: UnsafeRawBufferPointer) {
        // The parser reads up to 64 bytes past the end.
        let room = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count + 64, alignment: 64)
        defer { room.deallocate() }
        room.initializeMemory(as: UInt8.self, repeating: 0)
        room.copyMemory(from: bytes)
        judge(padded: UnsafeRawBufferPointer(rebasing: room[..<bytes.count]))
    }

    /// 64 readable bytes follow.
    mutating func judge(padded text: UnsafeRawBufferPointer) {
        texts += 1
        if texts % 10_000 == 0 {
            flattener = ResponseFlattener()
            evaluator = Evaluator(evaluator.policy)
        }
        guard (try? flattener.flatten(text)) != nil else { return }
        let records = flattener.records
        precondition(records.generations.count + records.unaudited.count > 0, "silence")
        for index in records.generations.indices {
            evaluator.judge(index, of: flattener.records, signals: flattener.signals, into: &judgement)
        }
    }
}

/// The texts of a stretch of input.
enum Frames {
    static func check(_ bytes: UnsafeBufferPointer<UInt8>) {
        var splitter = TextSplitter(indentation: 0)
        var end = 0
        let blanks: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0D]
        while let piece = splitter.next(in: UnsafeBufferPointer(rebasing: bytes[...]).span) {
            precondition(
                piece.start >= end && piece.end > piece.start && piece.end <= bytes.count, "pieces overlap")
            precondition(bytes[end..<piece.start].allSatisfy(blanks.contains), "bytes between pieces")
            end = piece.end
            judge.judge(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[piece.range]))
        }
        precondition(bytes[end...].allSatisfy(blanks.contains), "bytes behind the last piece")
    }
}

enum Policy {
    static func check(_ bytes: [UInt8]) {
        do throws(PolicyErrors) {
            let policy = try PolicyFile.read(bytes, named: "policy.yaml")
            precondition(!PolicyProse.prose(of: policy).isEmpty)
        } catch {
            precondition(!error.rendered().isEmpty)
        }
    }
}
