internal import Digests
internal import TestSupport
internal import Testing

@testable internal import Policies

/// What a policy file means, and what is refused before it is YAML.
@Suite struct PolicyFileTests {
    private func policy(_ text: String) throws(PolicyErrors) -> Policy {
        try PolicyFile.read(Array(text.utf8), named: "policy.yaml")
    }

    private func errors(_ bytes: [UInt8]) throws -> PolicyErrors {
        try #require(throws: PolicyErrors.self) { try PolicyFile.read(bytes, named: "policy.yaml") }
    }

    private func errors(_ text: String) throws -> PolicyErrors { try errors(Array(text.utf8)) }

    @Test func `the contract's example is read as written`() throws {
        let policy = try PolicyFile.read(
            Fixtures.bytes("policies/good/contract-example.yaml"), named: "policy.yaml")
        #expect(policy.name == "baseline")
        #expect(policy.version == "2026-11-22")
        #expect(policy.near == 0.8)
        #expect(policy.missing == .incomplete)
        #expect(policy.backgroundLabels == ["face": [-1], "ip": [788], "trademark": [311]])
        #expect(policy.rules.map(\.id).first == "ip-likeness")
        #expect(policy.rules.count == 5)
        let ip = Threshold(statistic: .max, flagAt: 0.9, nearAt: 0.75, frameAt: nil)
        #expect(policy.rules[0].condition == .test([SignalPattern("legal.ip.score")], .threshold(ip)))
        #expect(policy.rules[1].condition == .test([SignalPattern("legal.face.verdict")], .is(true)))
        let sexual = Threshold(statistic: .max, flagAt: 0.5, nearAt: 0.4, frameAt: nil, nearFactor: 0.8)
        let patterns = ["moderation_api.*.S*", "moderation_api.*.IMG-S*"].map {
            SignalPattern($0, except: ["moderation_api.*.SH*", "moderation_api.*.IMG-SH*"])
        }
        #expect(policy.rules[2].condition == .test(patterns, .threshold(sexual)))
        #expect(policy.rules[3].condition == .test([SignalPattern("*.type")], .notIn(["passed"])))
    }

    @Test func `the defaults are the contract's`() throws {
        let policy = try policy("policy: p\nrules: [{id: a, signal: legal.ip.score, flag_at: 0.9}]\n")
        #expect(policy.version == "")
        #expect(policy.near == 0.8)
        #expect(policy.missing == .incomplete)
        #expect(policy.backgroundLabels.isEmpty)
        #expect(policy.rules[0].severity == .medium)
        #expect(policy.rules[0].why == "")
        #expect(policy.rules[0].missing == .incomplete)
        let threshold = Threshold(statistic: .max, flagAt: 0.9, nearAt: 0.72, frameAt: nil, nearFactor: 0.8)
        #expect(policy.rules[0].condition == .test([SignalPattern("legal.ip.score")], .threshold(threshold)))
    }

    @Test func `near is multiplied as decimals`() {
        #expect(0.8.timesInDecimals(0.9) == 0.72)
        #expect(0.1.timesInDecimals(3) == 0.3)
        #expect(0.7.timesInDecimals(1e-5) == 7e-6)
        #expect(0.0.timesInDecimals(0.9) == 0)
        // All 17 digits of the product count.
        #expect(0.5.timesInDecimals(0.7199999999999999) == 0.35999999999999995)
        for hundredths in 1...100 {
            let text = "0." + String(8000 + hundredths * 8).dropFirst()
            #expect(0.8.timesInDecimals(Double(hundredths) / 100) == Double(text))
        }
    }

    @Test(arguments: ["0.1234567890123456", "0.30000000000000004", "0.49999999999999994", "0.9"])
    func `near 1 gives no near band for any number of digits in flag_at`(flagAt: String) throws {
        let policy = try policy(
            "policy: p\nnear: 1\nrules: [{id: a, signal: legal.ip.score, flag_at: \(flagAt)}]\n")
        let level = try #require(Double(flagAt))
        let threshold = Threshold(statistic: .max, flagAt: level, nearAt: level, frameAt: nil, nearFactor: 1)
        #expect(policy.rules[0].condition == .test([SignalPattern("legal.ip.score")], .threshold(threshold)))
    }

    @Test(arguments: ["0", "-0.5"])
    func `near is above 0`(near: String) throws {
        let errors = try errors("policy: p\nnear: \(near)\nrules: [{id: a, signal: u18.is_child, is: true}]\n")
        #expect(errors.diagnostics.map(\.fixIt) == ["as in `near: 0.8`; `near: 1` means never near"])
    }

    @Test(arguments: [("2", "2"), ("1.10", "1.10"), ("\"true\"", "true"), ("2026-11-22", "2026-11-22")])
    func `a version is a text or a number, kept as written`(written: String, version: String) throws {
        let rules = "rules: [{id: a, signal: u18.is_child, is: true}]"
        #expect(try policy("policy: p\nversion: \(written)\n\(rules)\n").version == version)
    }

    @Test(arguments: [
        ("true", "`version` takes a text, not `true`", "put it in quotes: `\"true\"`"),
        ("", "`version` has no value; it takes a text", "as in `version: \"2026-11-22\"`"),
        ("[1]", "`version` takes a text, not a list", "as in `version: \"2026-11-22\"`"),
    ])
    func `a version of another type is refused`(written: String, message: String, fixIt: String) throws {
        let rules = "rules: [{id: a, signal: u18.is_child, is: true}]"
        let errors = try errors("policy: p\nversion: \(written)\n\(rules)\n")
        #expect(errors.diagnostics.map(\.message) == [message])
        #expect(errors.diagnostics.map(\.fixIt) == [fixIt])
    }

    @Test func `two Unicode forms of a name are two names`() throws {
        let policy = try policy(
            """
            policy: p
            background_labels: {é: [1]}
            rules: [{id: a, signal: legal.é.score, flag_at: 0.9}, {id: b, signal: legal.e\u{301}.score, flag_at: 0.9}]

            """)
        #expect(policy.backgroundLabels(of: "é") == [1])
        #expect(policy.backgroundLabels(of: "e\u{301}") == [])
        #expect(PolicyProgram(policy).patterns.count == 2)
    }

    @Test func `rules before the settings use the settings`() throws {
        let policy = try policy(
            "rules: [{id: a, signal: output.risk_level, flag_at: 4}]\nmissing: flag\nnear: 0.25\npolicy: p\n")
        #expect(policy.rules[0].missing == .flag)
        let threshold = Threshold(statistic: .max, flagAt: 4, nearAt: 1, frameAt: nil, nearFactor: 0.25)
        #expect(policy.rules[0].condition == .test([SignalPattern("output.risk_level")], .threshold(threshold)))
    }

    @Test func `a byte order mark and CRLF change only the digest`() throws {
        let text = "policy: p\r\nrules:\r\n  - {id: a, signal: u18.is_child, is: true}\r\n"
        #expect(try policy("\u{FEFF}" + text).rules == policy(text).rules)
        let errors = try errors("\u{FEFF}polcy: p\r\nrules: []\r\n")
        #expect(errors.diagnostics.map(\.column) == [1, 8])
        #expect(errors.diagnostics.map(\.line) == [1, 2])
    }

    @Test func `the digest is of the file's bytes`() throws {
        #expect(
            SHA256Digest.hex(of: Array("abc".utf8))
                == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(
            SHA256Digest.hex(of: [UInt8]())
                == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        let bytes = Array("policy: p\nrules: [{id: a, signal: u18.is_child, is: true}]".utf8)
        #expect(try PolicyFile.read(bytes, named: "p").sha256 == SHA256Digest.hex(of: bytes))
    }

    @Test func `a file that is not text is refused in one line`() throws {
        let binary = try errors([0x7F, 0x45, 0x4C, 0x46, 0, 0, 1])
        #expect(binary.diagnostics.map(\.message).first?.hasPrefix("this does not look like a policy") == true)
        let latin = try errors(Array("policy: p\nname: caf".utf8) + [0xE9, 0x0A])
        #expect(latin.diagnostics.map(\.line) == [2])
        #expect(latin.diagnostics.map(\.message) == ["this is not UTF-8 text"])
        let control = try errors("policy: p\n  \u{1}\n")
        #expect(control.diagnostics.map { [$0.line, $0.column] } == [[2, 3]])
        for errors in [binary, latin, control] { #expect(errors.diagnostics.count == 1) }
    }

    @Test(arguments: [("1.2", nil), ("2", "did you mean `0.02`?"), ("100", "did you mean `1`?"), ("101", nil)])
    func `a threshold from 2 to 100 is suggested as per cent`(near: String, fixIt: String?) throws {
        let errors = try errors("policy: p\nnear: \(near)\nrules: [{id: a, signal: u18.is_child, is: true}]\n")
        #expect(errors.diagnostics.map(\.fixIt) == [fixIt])
    }

    @Test func `errors name the limits`() throws {
        let long = try errors([UInt8](repeating: 0x20, count: PolicyLimits.bytes + 1))
        #expect(
            long.diagnostics.map(\.message) == [
                "the file is too large: a policy has at most 1048576 bytes (1 MiB)"
            ])
        func rules(_ count: Int) -> String {
            "policy: p\nrules:\n"
                + (0..<count).map { "- {id: r\($0), signal: u18.is_child, is: true}\n" }.joined()
        }
        #expect(try policy(rules(10_000)).rules.count == 10_000)
        let many = try errors(rules(10_001))
        #expect(many.diagnostics.map(\.line) == [10_003])
        #expect(many.diagnostics.map(\.message) == ["a policy has at most 10,000 rules; this file has 10001"])
        // Nothing else hides it.
        let hollow = try errors("policy: p\nrules:\n" + String(repeating: "- {}\n", count: 10_001))
        #expect(hollow.diagnostics.map(\.message) == many.diagnostics.map(\.message))
    }

    @Test(arguments: ["[", "{a: ", "- ", "[\n", "? ", "[a: ", "{? [", "&a [", "\"a\": ["])
    func `deep nesting of any kind is refused`(opening: String) throws {
        for depth in [250, 999, 1001, 20_000] {
            let text = "policy: p\nrules:\n  " + String(repeating: opening, count: depth)
            let errors = try errors(text)
            #expect(errors.diagnostics.count == 1)
        }
    }

    @Test func `deep indented nesting is refused`() throws {
        let text =
            "policy: p\nrules:\n" + (1...1300).map { String(repeating: " ", count: $0) + "a:\n" }.joined()
        #expect(try errors(text).diagnostics.count == 1)
    }

    @Test func `errors past the limit are counted`() throws {
        let rules = (0..<300).map { "- {id: r\($0), signal: u18.is_child, is: yes}\n" }.joined()
        let errors = try errors("policy: p\nrules:\n" + rules)
        #expect(errors.diagnostics.count == PolicyLimits.diagnostics)
        #expect(errors.omitted == 100)
        #expect(errors.rendered().hasSuffix("policy.yaml: error: 100 more errors not shown\n"))
    }

    @Test(arguments: ["[", "{a: ", "- - "])
    func `a nesting limit is reported without what follows it`(opening: String) throws {
        let text = "policy: p\nrules:\n- " + String(repeating: opening, count: 300) + "\n  x\n  x,\n\t% ]"
        let errors = try errors(text)
        #expect(errors.diagnostics.map(\.line) == [3])
        #expect(errors.diagnostics.map(\.message) == ["lists and mappings nest more than 256 deep here"])
    }

    @Test(arguments: ["%TAG !a! b\n", "%TAG !a! \(String(repeating: "b", count: 2000))\n"])
    func `tag lines have a limit, before the document and after it`(line: String) throws {
        let lines = String(repeating: line, count: 70_000 / line.utf8.count)
        let message = "the `%TAG` lines hold more than 1,024 characters"
        #expect(try errors(lines + "---\npolicy: p\nrules: []\n").diagnostics.map(\.message) == [message])
        #expect(try errors("policy: p\nrules: []\n...\n" + lines).diagnostics.map(\.message) == [message])
    }

    @Test(arguments: [
        ("x: 1, ", "duplicate key `x`"), ("'': 1, ", "duplicate key ``"), ("&a x: 1, ", "duplicate key `x`"),
    ])
    func `every repetition of a key is reported`(entry: String, message: String) throws {
        let errors = try errors("policy: p\nrules: [{\(String(repeating: entry, count: 40))}]\n")
        #expect(errors.diagnostics.count { $0.message == message } == 39)
    }

    @Test func `keys that are lists are refused, each of them`() throws {
        let errors = try errors("policy: p\nrules: [{[a]: 1, [a]: 2}]\n")
        #expect(errors.diagnostics.count { $0.message == "a key of a rule is a text, not a list" } == 2)
    }

    @Test func `aliases are followed in a file that has every private-use character`() throws {
        let characters = (0xE000...0xF8FF as ClosedRange<UInt32>).compactMap(Unicode.Scalar.init).map(
            String.init
        ).joined()
        let policy = try policy(
            "# \(characters)\npolicy: &name p\nversion: *name\nrules: [{id: a, signal: \"*.type\", not_in: [passed]}]\n"
        )
        #expect(policy.version == "p")
        #expect(policy.rules[0].condition == .test([SignalPattern("*.type")], .notIn(["passed"])))
    }

    @Test func `a signal list may be as long as the file`() throws {
        let list = (0..<20_000).map { "moderation_api.*.S\($0)*" }.joined(separator: ", ")
        let policy = try policy("policy: p\nrules: [{id: a, signal: [\(list)], flag_at: 0.5}]\n")
        guard case .test(let signals, _) = policy.rules[0].condition else {
            Issue.record("not a test")
            return
        }
        #expect(signals.count == 20_000)
        #expect(signals[7].text == "moderation_api.*.S7*")
    }
}
