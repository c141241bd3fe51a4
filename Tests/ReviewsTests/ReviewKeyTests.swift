import Digests
import Policies
import Reporting
import Responses
import Testing

/// `review_key` (CONTRACT section 15).
@Suite struct ReviewKeyTests {
    private let signals = "3a3c242a56cf89cddd26e8f30a45dabcd0a01ce566062b64aaf44da7a8f74cb9"
    private let meaning = "b7670ca57fead224df336d7a6658b4f5c1f9eac50b07272bea6dfe56bb618000"

    @Test func `the keys are those of the specification`() {
        let x = SHA256Digest.hex(of: Array("x".utf8))
        var key = ReviewKey()
        key.begin()
        #expect(key.key(identity: BorrowedText("gen_01"), signals: signals) == "rk_cfgj7m0rdz1ct06z")
        key.begin()
        key.add(meaning: meaning, .flagged, .number(0.97))
        #expect(key.key(identity: BorrowedText("gen_01"), signals: signals) == "rk_v4285xz70hdydphz")
        key.add(meaning: x, .near, .boolean(true))
        key.add(meaning: x, .near, .text(BorrowedText("blocked")))
        #expect(key.key(identity: BorrowedText("gen_01"), signals: signals) == "rk_9mzk0w7bq4bdwg95")
    }

    @Test func `the order of the findings does not matter`() {
        func key(_ values: [Double?]) -> String? {
            var key = ReviewKey()
            key.begin()
            for value in values { key.add(meaning: meaning, .near, value.map { .number($0) }) }
            return key.key(identity: BorrowedText("gen_01"), signals: signals)
        }
        #expect(key([0.9, 0.97, nil]) == key([nil, 0.97, 0.9]))
        #expect(key([0.9, 0.97]) != key([0.9]))
    }

    @Test func `a generation without an identity has no key`() {
        var key = ReviewKey()
        key.begin()
        #expect(key.key(identity: nil, signals: signals) == nil)
        #expect(key.key(identity: BorrowedText(""), signals: signals) == nil)
    }
}
