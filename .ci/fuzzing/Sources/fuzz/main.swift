import Glibc
import Intake
import Policies
import Responses

/// What is fuzzed: the first byte of an input says which reader gets the rest.
enum Reader: UInt8 {
    case response, frame, policy

    init(_ byte: UInt8) { self = Reader(rawValue: byte % 3) ?? .response }
}

@_silgen_name("LLVMFuzzerRunDriver")
func runDriver(
    _ count: UnsafeMutablePointer<Int32>, _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
    _ one: @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32
) -> Int32

/// A response from its bytes to a decision, as a desk does it. One flattener for all, so that what it keeps is tried too.
struct Judge: ~Copyable {
    var flattener = ResponseFlattener()
    var evaluator: Evaluator
    var judgement = Judgement()
    var texts = 0

    init() {
        guard let policy = try? Baseline.policy() else { fatalError("the built-in policy is refused") }
        evaluator = Evaluator(policy)
    }

    mutating func judge(_ bytes: UnsafeRawBufferPointer) {
        texts += 1
        if texts % 10_000 == 0 {
            flattener = ResponseFlattener()
            evaluator = Evaluator(evaluator.policy)
        }
        // The parser reads up to 64 bytes past the end.
        let room = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count + 64, alignment: 64)
        defer { room.deallocate() }
        room.initializeMemory(as: UInt8.self, repeating: 0)
        room.copyMemory(from: bytes)
        guard (try? flattener.flatten(UnsafeRawBufferPointer(rebasing: room[..<bytes.count]))) != nil else { return }
        let records = flattener.records
        precondition(records.generations.count + records.unaudited.count > 0, "silence")
        for index in records.generations.indices {
            evaluator.judge(index, of: flattener.records, signals: flattener.signals, into: &judgement)
        }
    }
}

nonisolated(unsafe) var judge = Judge()

func tryOne(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    guard let start, count > 0 else { return 0 }
    let rest = UnsafeBufferPointer(start: start + 1, count: count - 1)
    switch Reader(start[0]) {
    case .response: judge.judge(UnsafeRawBufferPointer(rest))
    case .policy:
        do throws(PolicyErrors) {
            let policy = try PolicyFile.read(Array(rest), named: "policy.yaml")
            precondition(!PolicyProse.prose(of: policy).isEmpty)
        } catch {
            precondition(!error.rendered().isEmpty)
        }
    case .frame:
        var splitter = TextSplitter(indentation: 0)
        var end = 0
        while let piece = splitter.next(in: UnsafeBufferPointer(rebasing: rest[...]).span) {
            precondition(piece.start >= end && piece.end > piece.start && piece.end <= rest.count, "pieces overlap")
            let isBlank = rest[end..<piece.start].allSatisfy { [0x20, 0x09, 0x0A, 0x0D].contains($0) }
            precondition(isBlank, "bytes between pieces")
            end = piece.end
            judge.judge(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(rest)[piece.range]))
        }
        precondition(rest[end...].allSatisfy { [0x20, 0x09, 0x0A, 0x0D].contains($0) }, "bytes behind the last piece")
    }
    return 0
}

var count = CommandLine.argc
var arguments = CommandLine.unsafeArgv
exit(runDriver(&count, &arguments) { tryOne($0, $1) })
