import Policies
import TestSupport
import Testing
import Utilities

@testable import Reviews

/// What a file of waivers means, and what is refused (CONTRACT section 15).
@Suite struct WaiverFileTests {
    private static let example = """
        waivers:
          - id: brand-x-licence
            reason: Contract 4711 allows Brand X's marks.
            approver: j.doe@example.com
            created: 2026-11-22
            expires: 2026-12-31
            rules: [mark]
            ceiling: 0.99
            match: {label: [311]}
            ticket: TS-1234

        """

    private static let policy = Result { () throws(PolicyErrors) in
        try PolicyFile.read(Array(Reviewing.policyText.utf8), named: "policy.yaml")
    }

    private func read(_ text: String) throws(PolicyErrors) -> Waivers {
        try WaiverReader.read(Array(text.utf8), named: "waivers.yaml", for: try Self.policy.get())
    }

    private func errors(_ text: String) -> String {
        do throws(PolicyErrors) {
            _ = try read(text)
            return ""
        } catch {
            return error.rendered()
        }
    }

    /// The errors of the example with `old` replaced, which it has once.
    private func errors(replacing old: String, with new: String) throws -> String {
        try #require(Self.example.ranges(of: old).count == 1)
        return errors(Self.example.replacing(old, with: new))
    }

    @Test func `the example is read as written`() throws {
        let waivers = try read(Self.example)
        var match = WaiverMatch()
        match.labels = [311]
        #expect(
            waivers.list == [
                Waiver(
                    id: "brand-x-licence", reason: "Contract 4711 allows Brand X's marks.",
                    approver: "j.doe@example.com",
                    created: try #require(CivilDate(year: 2026, month: 11, day: 22)),
                    expires: try #require(CivilDate(year: 2026, month: 12, day: 31)), rules: ["mark"],
                    ceiling: 0.99,
                    match: match, ticket: "TS-1234")
            ])
        #expect(waivers.sha256.count == 64)
    }

    @Test func `every key of match is read`() throws {
        let keys =
            "{generation: gen_01, task: [t1, t2], user: [u], model: m, created: {from: \"2026-01-01\", to: 2026-12-31}}"
        let match = try read(Self.example.replacing("{label: [311]}", with: keys)).list[0].match
        #expect(
            match.generations == [Array("gen_01".utf8)] && match.tasks == [Array("t1".utf8), Array("t2".utf8)])
        #expect(match.users == [Array("u".utf8)] && match.models == [Array("m".utf8)] && match.labels == nil)
        #expect(match.from?.text == "2026-01-01" && match.to?.text == "2026-12-31")
    }

    @Test func `a list without waivers is valid`() throws { #expect(try read("waivers: []\n").list == []) }

    @Test func `a refused file gives line, caret and fix`() throws {
        #expect(
            try errors(replacing: "2026-12-31", with: "2026-13-31") == """
                waivers.yaml:6:14: error: this is not a date
                    6 |     expires: 2026-13-31
                      |              ^~~~~~~~~~
                      = a date has this form: 2026-12-31

                """)
    }

    @Test(arguments: [
        ("id: brand-x-licence", "id: Brand", "`id` is 1 to 64 of a-z, 0-9 and -"),
        ("id: brand-x-licence", "id: ''", "`id` is 1 to 64 of a-z, 0-9 and -"),
        ("ticket: TS-1234", "tickets: TS-1234", "unknown key `tickets`"),
        ("ticket: TS-1234", "severity: high", "unknown key `severity`"),
        ("ticket: TS-1234", "ticket: ' '", "`ticket` is empty; it takes a reference"),
        ("reason: Contract 4711 allows Brand X's marks.", "reason:", "`reason` has no value; it takes a text"),
        ("approver: j.doe@example.com", "approver: \"\"", "`approver` is empty; it takes a name or an address"),
        ("    approver: j.doe@example.com\n", "", "a waiver has `approver`"),
        ("    expires: 2026-12-31\n", "", "a waiver has `expires`"),
        ("    match: {label: [311]}\n", "", "a waiver has `match`"),
        ("2026-12-31", "never", "this is not a date"), ("2026-12-31", "\"31.12.2026\"", "this is not a date"),
        ("2026-12-31", "2026-02-29", "this is not a date"),
        ("2026-12-31", "2026-12-31T00:00:00Z", "this is not a date"),
        ("2026-12-31", "2026-1-1", "this is not a date"), ("2026-12-31", "20261231", "`expires` takes a date"),
        ("2026-12-31", "~", "`expires` has no value; it takes a date"),
        ("2026-12-31", "''", "this is not a date"),
        ("2026-12-31", "٢٠٢٦-12-31", "this is not a date"),
        ("2026-12-31", "2026-11-21", "`expires` is before `created`"),
        ("2026-12-31", "2027-11-24", "`expires` is 367 days after `created`; at most 366 are allowed"),
        ("[mark]", "[]", "`rules` is empty; it takes ids of rules"),
        ("[mark]", "[marks]", "the policy has no rule"),
        ("[mark]", "'*'", "a waiver names each rule; `*` is not allowed"),
        ("[mark]", "['ma*']", "`*` is not allowed"),
        ("    ceiling: 0.99\n", "", "a waiver of `mark`, which tests a number, has `ceiling`"),
        ("0.99", "-1", "`ceiling` is negative"), ("0.99", "\"0.99\"", "`ceiling` takes a number"),
        ("0.99", ".inf", "`ceiling` takes a finite number"),
        ("{label: [311]}", "{}", "`match` is empty; it takes at least one key"),
        ("{label: [311]}", "[311]", "`match` takes a mapping"),
        ("[311]", "[]", "`label` is empty; it takes labels"),
        ("[311]", "311", "`label` takes a list of labels"), ("[311]", "['311']", "a label is a whole number"),
        ("label: [311]", "user: []", "`user` is empty; it takes users"),
        ("label: [311]", "user: ''", "this is empty"),
        ("label: [311]", "user: [7]", "`user` takes texts, not the number `7`"),
        ("label: [311]", "owner: [u]", "unknown key `owner`"),
        ("label: [311]", "created: {}", "`created` is empty; it takes `from`, `to` or both"),
        ("label: [311]", "created: {from: 2026-02-01, to: 2026-01-01}", "`to` is before `from`"),
        ("label: [311]", "created: {from: x}", "this is not a date"),
        ("label: [311]", "created: 2026-01-01", "`created` takes a mapping"),
        ("[mark]", "[mark, child]", "`child` is critical, and is waived by generation only"),
        ("[mark]", "[secret]", "`secret` is restricted, and is waived by generation only"),
    ])
    func `a fault is refused with its message and a fix`(old: String, new: String, message: String) throws {
        let errors = try errors(replacing: old, with: new)
        #expect(errors.contains(message), "\(errors)")
        #expect(errors.contains("\n      = "), "\(errors)")
        #expect(errors.ranges(of: ": error: ").count == 1, "\(errors)")
    }

    @Test(arguments: [
        ("0.99", "-1", "write 0 or more"),
        ("2026-12-31", "2026-11-21", "write a date on or after `created`, as in `expires: 2026-11-22`"),
        ("2026-12-31", "", "a date has this form: 2026-12-31"),
        ("label: [311]", "created: {}", "as in `created: {from: 2026-11-01}`"),
        ("label: [311]", "created: ", "as in `created: {from: 2026-11-01}`"),
        ("label: [311]", "created: 2026-11-22", "as in `created: {from: 2026-11-01}`"),
        ("label: [311]", "created: {from: }", "a date has this form: 2026-12-31"),
    ])
    func `the fix says what to write`(old: String, new: String, fix: String) throws {
        let errors = try errors(replacing: old, with: new)
        #expect(errors.hasSuffix("\n      = \(fix)\n"), "\(errors)")
        #expect(errors.ranges(of: ": error: ").count == 1 && !errors.contains("takes a text"), "\(errors)")
    }

    @Test(arguments: ["2026-11-22", "2027-11-23"])
    func `a waiver holds for one day to 366 days more`(expires: String) throws {
        #expect(try errors(replacing: "2026-12-31", with: expires) == "")
    }

    @Test func `critical and restricted rules are waived by generation`() throws {
        let scope = Self.example.replacing("{label: [311]}", with: "{generation: [gen_01]}")
        #expect(errors(scope.replacing("[mark]", with: "[child, secret]")) == "")
        // A rule without a numeric test needs no ceiling.
        #expect(
            errors(scope.replacing("[mark]", with: "[child]").replacing("    ceiling: 0.99\n", with: "")) == "")
    }

    @Test func `two waivers with one id, or with one scope, are refused`() throws {
        let body = Self.example.replacing("waivers:\n", with: "")
        let twice = errors(Self.example + body)
        #expect(twice.contains("waivers.yaml:11:9: error: duplicate id `brand-x-licence`"))
        #expect(twice.contains("= line 2 has it first; ids are unique"))
        let renamed = body.replacing("brand-x-licence", with: "other").replacing(
            "2026-12-31", with: "2027-01-31")
        #expect(
            errors(Self.example + renamed).hasPrefix(
                "waivers.yaml:11:5: error: this waiver has the rules and the match of another one"))
        #expect(errors(Self.example + renamed.replacing("311", with: "312")) == "")
        #expect(errors(Self.example + renamed.replacing("[mark]", with: "[mark, ip]")) == "")
        let both =
            Self.example.replacing("[mark]", with: "[ip, mark]")
            + renamed.replacing("[mark]", with: "[mark, ip]")
        #expect(errors(both).contains("this waiver has the rules and the match of another one"))
    }

    @Test func `all faults are named at once`() {
        let errors = errors("waivers:\n- {id: A, rules: [x], expires: never}\n- 7\n")
        for message in [
            "`id` is 1 to 64", "a waiver has `reason`", "a waiver has `approver`", "a waiver has `created`",
            "a waiver has `match`", "the policy has no rule", "not a date",
            "a waiver is a mapping, not the number `7`",
        ] { #expect(errors.contains(message), "\(message)") }
    }

    @Test(arguments: [
        "", "# nothing\n", "policy: p\n", "- id: a\n", "waiver: []\n", "waivers:\n", "waivers: {a: b}\n",
        "\u{0}",
    ])
    func `a file of another kind is refused`(text: String) {
        #expect(!errors(text).isEmpty)
    }

    @Test func `an unknown rule suggests the one that is meant`() throws {
        #expect(try errors(replacing: "[mark]", with: "[marc]").contains("did you mean `mark`?"))
    }

    @Test func `a mutated file is read or refused`() throws {
        let insertions = [
            "[", "]", "{", "}", "*a", "&a ", "- ", ": ", "\t", "\"", "'", "~", "-1", ".nan", "2026-99-99", "é",
            "*",
        ]
        let original = Array((Self.example + Self.example.dropFirst("waivers:\n".count)).utf8)
        var generator = SeededGenerator(seed: 7)
        var refused = 0
        for _ in 0..<400 {
            var bytes = original
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                let place = Int.random(in: 0..<bytes.count, using: &generator)
                switch Int.random(in: 0..<3, using: &generator) {
                case 0: bytes.removeSubrange(place..<min(bytes.count, place + 9))
                case 1: bytes[place] = UInt8.random(in: 0...255, using: &generator)
                default:
                    bytes.insert(
                        contentsOf: (insertions.randomElement(using: &generator) ?? "").utf8, at: place)
                }
            }
            do throws(PolicyErrors) {
                _ = try WaiverReader.read(bytes, named: "w.yaml", for: try Self.policy.get())
            } catch {
                refused += 1
                #expect(!error.diagnostics.isEmpty)
            }
        }
        #expect(refused > 100)
    }
}
