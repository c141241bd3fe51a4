@_silgen_name("LLVMFuzzerMutate")
func mutateBytes(_ bytes: UnsafeMutablePointer<UInt8>, _ count: Int, _ room: Int) -> Int

/// Mutates by values (of JSON and YAML; cells and lines, of ids): swaps types, drops, repeats and nests. Now and then by
/// bytes, as libFuzzer does, and by a byte of what says how the input is packed.
@_cdecl("LLVMFuzzerCustomMutator")
public func mutate(_ bytes: UnsafeMutablePointer<UInt8>, _ count: Int, _ room: Int, _ seed: UInt32) -> Int {
    tally.isMutated = true
    var random = Random(state: UInt64(seed) &+ 1)
    let reader = Reader.chosen, start = reader.recipe
    guard count > start + 2, random.below(4) > 0 else { return mutateBytes(bytes, count, room) }
    if start > 0, random.below(3) == 0 {
        bytes[random.below(start)] = UInt8(truncatingIfNeeded: random.below(256))
        if random.below(2) == 0 { return count }
    }
    var text = Array(UnsafeBufferPointer(start: bytes, count: count))
    let oddities = reader == .ids ? oddCells : oddValues
    for _ in 0...random.below(3) {
        let values =
            reader == .ids ? cells(of: text) : spans(of: text, from: start, withLines: reader != .response)
        guard let value = values.isEmpty ? nil : values[random.below(values.count)] else { break }
        let other = values[random.below(values.count)]
        switch random.below(5) {
        case 0: text.replaceSubrange(value, with: oddities[random.below(oddities.count)])
        case 1: text.replaceSubrange(value, with: Array(text[other]))
        case 2: text.removeSubrange(value)
        case 3: text.insert(contentsOf: Array(text[value]) + [0x2C], at: value.lowerBound)
        default:
            let (left, right): (UInt8, UInt8) = reader == .ids ? (0x22, 0x22) : (0x5B, 0x5D)
            text.replaceSubrange(value, with: [left] + Array(text[value]) + [right])
        }
        if text.count > room { break }
    }
    let kept = min(text.count, room)
    for index in 0..<kept { bytes[index] = text[index] }
    return kept
}

private let oddValues: [[UInt8]] = [
    "null", "true", "false", "0", "-1", "1", "0.5", "1e400", "-0.0", "9223372036854775808", "1e-400", "\"\"",
    "{}", "[]",
    "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"\\u0000\"", "\"\u{202E}\"", "[[[[]]]]", "{\"a\":{}}", "\"passed\"",
    "\"id\"", "99999999999999999999",
    "{\"l\":1,\"p\":0.95,\"v\":true}", "{\"l\":788,\"p\":1.5,\"v\":false}", "\n", "\n[", "\n{", "*a", "&a ",
    "!!str ", "\"\u{1B}[31m\"",
    "\"response\":{},", "{\"response\":1}", "\"sha256\":1,", "\"respons\\u0065\":", "\r\n", " ", "|\n", "- ",
].map { Array($0.utf8) }

private let oddCells: [[UInt8]] =
    [
        "task_id", "\"task_id\"", "task_id ", "TASK_ID", ",", ";", "\t", "\n", "\r", "\r\n", "\"", "\"\"",
        "\"\"\"", "a", "b-1", "../x", "%2e",
        "\u{A0}", "\u{FEFF}", "\0", "=1+1", " ", "\"a\nb\"", "\"a\"b", ",,,,", "\n\n\n", "\u{202E}", "sep=;\n",
    ].map { Array($0.utf8) } + [
        [0xFF], [0xC2], [UInt8](repeating: 0x78, count: 128), [UInt8](repeating: 0x78, count: 129),
    ]

/// Cells, and lines.
private func cells(of text: [UInt8]) -> [Range<Int>] {
    var cells: [Range<Int>] = []
    var cell = 0, line = 0
    for index in text.indices {
        switch text[index] {
        case 0x0A:
            cells.append(cell..<index)
            cells.append(line..<index + 1)
            cell = index + 1
            line = index + 1
        case 0x2C, 0x3B, 0x09:
            cells.append(cell..<index)
            cell = index + 1
        default: break
        }
    }
    cells.append(line..<text.count)
    return cells
}

/// Where the values and keys of a text are, loosely: texts, bare words, and what brackets hold; lines, where wanted.
private func spans(of text: [UInt8], from start: Int, withLines: Bool) -> [Range<Int>] {
    var spans: [Range<Int>] = []
    var open: [Int] = []
    var index = start, line = start
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
        case 0x0A:
            if withLines { spans.append(line..<index) }
            line = index
        case 0x2D, 0x2E, 0x30...0x39, 0x41...0x5A, 0x61...0x7A:
            while index < text.count, text[index] > 0x2D, text[index] != 0x3A, text[index] < 0x7B,
                text[index] != 0x5D
            { index += 1 }
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
