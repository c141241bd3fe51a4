import Glibc

@_silgen_name("LLVMFuzzerRunDriver")
func runDriver(
    _ count: UnsafeMutablePointer<Int32>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
    _ one: @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32
) -> Int32

/// What is fuzzed: `MODAUDIT_READER` names it.
enum Reader: String, CaseIterable {
    case response, frame, policy, ids, gzip, zstd, capture

    static let chosen: Reader = {
        guard let name = getenv("MODAUDIT_READER"), let reader = Reader(rawValue: String(cString: name)) else {
            fatalError("MODAUDIT_READER is one of \(allCases.map(\.rawValue).joined(separator: ", "))")
        }
        return reader
    }()

    /// Bytes at the front of an input that say what is made of the rest.
    var recipe: Int {
        switch self {
        case .gzip, .zstd: Packing.recipe
        case .capture: 1
        default: 0
        }
    }
}

nonisolated(unsafe) var judge = Judge()
nonisolated(unsafe) var packing = Packing(Reader.chosen == .zstd ? .zstd : .gzip)

func tryOne(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    tally.count(count)
    let reader = Reader.chosen
    guard let start, count > reader.recipe else { return 0 }
    let recipe = Array(UnsafeBufferPointer(start: start, count: reader.recipe))
    let rest = UnsafeBufferPointer(start: start + reader.recipe, count: count - reader.recipe)
    switch reader {
    case .response: judge.judge(UnsafeRawBufferPointer(rest))
    case .frame: Frames.check(rest)
    case .policy: Policy.check(Array(rest))
    case .ids: IDs.check(Array(rest))
    case .gzip, .zstd: packing.check(Array(rest), recipe)
    case .capture: Captures.check(Array(rest), composed: recipe[0] % 2 == 0)
    }
    return 0
}

atexit { tally.print() }
var count = CommandLine.argc
var arguments = CommandLine.unsafeArgv
exit(runDriver(&count, &arguments) { tryOne($0, $1) })
