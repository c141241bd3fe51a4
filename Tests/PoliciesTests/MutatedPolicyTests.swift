internal import Policies
internal import TestSupport
internal import Testing

/// Whatever a policy file holds, reading it ends in a policy or in errors with places that the file has.
@Suite struct MutatedPolicyTests {
    private static let insertions = [
        "[", "]", "{", "}", "*", "*a", "&a ", "- ", ": ", ":", "\t", "\"", "'", "|", ">", "#", "? ", "!",
        "!!str ",
        "%", "@", "`", "\n", "\r", "\u{85}", "\u{2028}", "---\n", "...\n", "<<: ", ",", "~", "0", "-1", ".nan",
        "1e999", "null", "true", "\u{0}", "\u{1}", "\u{FEFF}", "\u{E000}", "\u{E100}", "é", "👩‍👩‍👧", "审",
        "\u{202E}",
        "rules", "id: ", "signal: ", "all: ", "legal.*.score", "  ", "\\", "\\u0000",
    ]

    @Test(arguments: Fixtures.policies(in: "good") + ["baseline"])
    func `a mutated policy is read or refused`(name: String) throws {
        let original =
            name == "baseline" ? Array(Baseline.yaml.utf8) : try Fixtures.bytes("policies/good/\(name).yaml")
        var generator = SeededGenerator(seed: UInt64(original.count))
        for _ in 0..<300 {
            var bytes = original
            for _ in 0..<Int.random(in: 1...4, using: &generator) { mutate(&bytes, using: &generator) }
            do {
                let policy = try PolicyFile.read(bytes, named: "policy.yaml")
                #expect(!PolicyProse.prose(of: policy).isEmpty)
            } catch {
                check(error, of: bytes)
            }
        }
    }

    private func mutate(_ bytes: inout [UInt8], using generator: inout SeededGenerator) {
        let place = Int.random(in: 0...bytes.count, using: &generator)
        let end = min(bytes.count, place + Int.random(in: 0...30, using: &generator))
        switch Int.random(in: 0..<6, using: &generator) {
        case 0: bytes.removeSubrange(place..<end)
        case 1:
            bytes.insert(contentsOf: bytes[place..<end], at: Int.random(in: 0...bytes.count, using: &generator))
        case 2 where place < bytes.count: bytes[place] = UInt8.random(in: 0...255, using: &generator)
        case 3 where place < bytes.count: bytes[place] ^= 1 << UInt8.random(in: 0..<7, using: &generator)
        case 4: bytes.removeSubrange(place...)
        default:
            bytes.insert(contentsOf: (Self.insertions.randomElement(using: &generator) ?? "").utf8, at: place)
        }
    }

    private func check(_ errors: PolicyErrors, of bytes: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self)
        let lines = text.unicodeScalars.split(omittingEmptySubsequences: false) {
            "\n\r\u{85}\u{2028}\u{2029}".unicodeScalars.contains($0)
        }
        #expect(!errors.diagnostics.isEmpty)
        var last = (0, 0)
        for diagnostic in errors.diagnostics {
            let place = (diagnostic.line, diagnostic.column)
            #expect(place >= last)
            last = place
            #expect(1...lines.count ~= diagnostic.line)
            let longest = lines.lazy.map(\.count).max() ?? 0
            #expect(1...(longest + 1) ~= diagnostic.column)
            #expect(!diagnostic.message.isEmpty)
        }
        let rendered = errors.rendered().unicodeScalars
        #expect(rendered.allSatisfy { $0 == "\n" || $0.properties.generalCategory != .control })
    }
}
