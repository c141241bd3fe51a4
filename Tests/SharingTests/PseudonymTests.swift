import TestSupport
import Testing

@testable import Sharing

/// Checks pseudonyms with values from Python's `hmac`.
@Suite struct PseudonymTests {
    private static let key = ShareKey(Array(0..<32))

    @Test(arguments: [
        (Pseudonyms.Kind.generation, "gen_01", "regulator", "bafin", "G-12maz6fae4gejbk1"),
        (.task, "task_01", "regulator", "bafin", "T-bm9wemp1wrce8ekf"),
        (.user, "user-ü", "external", "a@b.example", "U-a4nnsa238eg8j665"),
        (.reviewer, "anna", "regulator", "bafin", "R-yzs1rqj836s3g3qm"),
        (.key, "rk_cfgj7m0rdz1ct06z", "regulator", "bafin", "K-9fazknphpnwd3png"),
    ])
    func `a pseudonym is the HMAC of kind and id with the key of profile and recipient`(
        kind: Pseudonyms.Kind, id: String, profile: String, recipient: String, expected: String
    ) {
        let pseudonyms = Pseudonyms(key: Self.key, profile: profile, recipient: recipient)
        #expect(pseudonyms.pseudonym(of: id, kind) == expected)
        _ = pseudonyms.pseudonym(of: "another", kind)
        #expect(pseudonyms.pseudonym(of: id, kind) == expected)
    }

    @Test func `ids in two forms of a letter have two pseudonyms, whichever is first`() {
        let composed = "caf\u{E9}", decomposed = "cafe\u{301}"
        func pseudonyms(of ids: [String]) -> [String] {
            let pseudonyms = Pseudonyms(key: Self.key, profile: "regulator", recipient: "bafin")
            return ids.map { pseudonyms.pseudonym(of: $0, .generation) }
        }
        let found = pseudonyms(of: [composed, decomposed])
        #expect(found == ["G-xjbpe03ajg3zhet0", "G-9et6v2hhm1w6n3q1"])
        #expect(pseudonyms(of: [decomposed, composed]) == found.reversed())
    }

    @Test func `names in a cell are separated by blanks, also before a combining mark`() {
        #expect(ColumnGroup.names(in: "anna bob \u{301}c") == ["anna", "bob", "\u{301}c"])
    }

    @Test func `an empty id has no pseudonym`() {
        #expect(Pseudonyms(key: Self.key, profile: "a", recipient: "b").pseudonym(of: "", .user) == "")
    }

    @Test func `the key has an eight-digit id and is never printed`() {
        #expect(Self.key.id == "b3b5b64f")
        #expect("\(Self.key)" == "(key)" && String(reflecting: Self.key) == "(key)")
    }

    @Test func `kind, profile, recipient and key each change the pseudonym`() {
        func pseudonym(_ kind: Pseudonyms.Kind, _ profile: String, _ recipient: String, _ key: ShareKey)
            -> String
        {
            String(
                Pseudonyms(key: key, profile: profile, recipient: recipient).pseudonym(of: "a", kind).dropFirst(
                    2))
        }
        let all = [
            pseudonym(.task, "p", "r", Self.key), pseudonym(.user, "p", "r", Self.key),
            pseudonym(.task, "q", "r", Self.key), pseudonym(.task, "p", "s", Self.key),
            pseudonym(.task, "p", "r", ShareKey(Array(1..<33))),
        ]
        #expect(Set(all).count == all.count)
    }

    @Test(arguments: [
        ("gen_01", "gen_01"), ("'=gen", "=gen"), ("=gen", "=gen"), ("' =gen", " =gen"), ("a;'=b", "a;=b"),
        ("a, '-b", "a, -b"), ("o'brien", "o'brien"), ("a\tb", "a b"), ("a b", "a b"),
        ("a\u{202E}b", "a\u{FFFD}b"),
    ])
    func `the guard of a cell does not change a pseudonym`(id: String, plain: String) {
        #expect(Pseudonyms.plain(id) == plain)
    }

    @Test(arguments: [
        ("G-0123456789abcdef", true), ("U-zzzzzzzzzzzzzzzz", true), ("X-0123456789abcdef", false),
        ("G-0123", false),
        ("G-0123456789abcdeF", false), ("G-0123456789abcdei", false), ("", false), ("G", false),
    ])
    func `a pseudonym is a letter and sixteen characters`(text: String, isPseudonym: Bool) {
        #expect(PseudonymSearch.isPseudonym(text) == isPseudonym)
    }
}
