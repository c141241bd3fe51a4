@_silgen_name("LLVMFuzzerMutate")
func mutateBytes(_ bytes: UnsafeMutablePointer<UInt8>, _ count: Int, _ room: Int) -> Int

/// Mutates by JSON values: swaps types, drops, repeats and nests; now and then by bytes, as libFuzzer does.
@_cdecl("LLVMFuzzerCustomMutator")
public func mutate(_ bytes: UnsafeMutablePointer<UInt8>, _ count: Int, _ room: Int, _ seed: UInt32) -> Int {
    var random = Random(state: UInt64(seed) &+ 1)
    guard count > 2, random.below(3) > 0 else { return mutateBytes(bytes, count, room) }
    var text = Array(UnsafeBufferPointer(start: bytes, count: count))
    for _ in 0...random.below(3) {
        let values = spans(of: text)
        guard let value = values.isEmpty ? nil : values[random.below(values.count)] else { break }
        let other = values[random.below(values.count)]
        switch random.below(5) {
        case 0: text.replaceSubrange(value, with: oddities[random.below(oddities.count)].utf8)
        case 1: text.replaceSubrange(value, with: Array(text[other]))
        case 2: text.removeSubrange(value)
        case 3: text.insert(contentsOf: Array(text[value]) + [0x2C], at: value.lowerBound)
        default: text.replaceSubrange(value, with: [0x5B] + Array(text[value]) + [0x5D])
        }
        if text.count > room { break }
    }
    let kept = min(text.count, room)
    for index in 0..<kept { bytes[index] = text[index] }
    return kept
}

private let oddities = [
    "null", "true", "false", "0", "-1", "1", "0.5", "1e400", "-0.0", "9223372036854775808", "1e-400", "\"\"", "{}", "[]",
    "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"\\u0000\"", "\"\u{202E}\"", "[[[[]]]]", "{\"a\":{}}", "\"passed\"", "\"id\"", "99999999999999999999",
    "{\"l\":1,\"p\":0.95,\"v\":true}", "{\"l\":788,\"p\":1.5,\"v\":false}", "\n", "\n[", "\n{", "*a", "&a ", "!!str ", "\"\u{1B}[31m\"",
]

/// Where the values and keys of a text are, loosely: texts, bare words, and what brackets hold.
private func spans(of text: [UInt8]) -> [Range<Int>] {
    var spans: [Range<Int>] = []
    var open: [Int] = []
    var index = 1
    while index < text.count {
        let start = index
        index += 1
        switch text[start] {
        case 0x22:
            while index < text.count, text[index] != 0x22 { index += text[index] == 0x5C ? 2 : 1 }
            index = min(index + 1, text.count)
            spans.append(start..<index)
        case 0x5B, 0x7B: open.append(start)
        case 0x5D, 0x7D: if let first = open.popLast() { spans.append(first..<index) }
        case 0x2D, 0x2E, 0x30...0x39, 0x41...0x5A, 0x61...0x7A:
            while index < text.count, text[index] > 0x2D, text[index] != 0x3A, text[index] < 0x7B, text[index] != 0x5D { index += 1 }
            spans.append(start..<index)
        default: break
        }
    }
    return spans
}

struct Random {
    var state: UInt64

    mutating func below(_ limit: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(limit))
    }
}
