import TestSupport
import Testing

@testable import Policies
@testable import Reporting
@testable import Responses

@Suite struct ShortlistTests {
    /// Ranks with many equals among them.
    private func ranks(_ count: Int, seed: UInt64) -> [CardRank] {
        var random = SeededGenerator(seed: seed)
        return (0..<count).map { _ in
            CardRank(
                severity: Int.random(in: -1...3, using: &random),
                band: Bool.random(using: &random) ? .near : .flagged,
                margin: Double(Int.random(in: 0...40, using: &random)))
        }
    }

    /// The places of the best, by sorting all.
    private func best(of ranks: [CardRank]) -> [Int] {
        let sorted = ranks.indices.sorted { ranks[$0] == ranks[$1] ? $0 < $1 : ranks[$0] > ranks[$1] }
        return sorted.prefix(DrawnCard.limit).map { $0 + 1 }
    }

    private func rising(_ count: Int) -> [CardRank] {
        (0..<count).map { CardRank(severity: 0, band: .near, margin: Double($0)) }
    }

    /// However the input is cut, and however old the floor is that a worker knows.
    @Test(arguments: [1, 100, 1999, 2000, 2001, 9000], [1, 7, 700, 5000])
    func `the shortlist keeps the best for any batch size`(_ count: Int, _ perBatch: Int) {
        let card = DrawnCard(Sample().listed)
        for ranks in [ranks(count, seed: 3), rising(count), rising(count).reversed()] {
            var list = Shortlist<DrawnCard>(), floors: [CardRank?] = [nil]
            var random = SeededGenerator(seed: UInt64(perBatch))
            for start in stride(from: 0, to: count, by: perBatch) {
                var batch = Shortlist<DrawnCard>()
                let known = floors[Int.random(in: max(0, floors.count - 4)..<floors.count, using: &random)]
                for rank in ranks[start..<min(start + perBatch, count)] {
                    batch.add(rank, above: known) { card }
                }
                list.add(batch)
                floors.append(list.floor)
            }
            #expect(list.best.map(\.number) == best(of: ranks))
        }
    }

    @Test func `no card is made for a generation that cannot enter the shortlist`() {
        let card = DrawnCard(Sample().listed)
        var list = Shortlist<DrawnCard>(), made = 0
        for rank in rising(20_000).reversed() {
            list.add(rank, above: nil) {
                made += 1
                return card
            }
        }
        #expect(made == 2 * DrawnCard.limit)
    }

    /// Long cards fill the page before there are many of them; what is kept is bounded by bytes too.
    @Test(arguments: [1, 30, 1000])
    func `cards beyond the bytes of a page are let go, however the input is cut`(_ perBatch: Int) {
        struct Long: ShortlistItem {
            static let limit = 2_000
            let byteCount: Int
        }
        let ranks = ranks(1000, seed: 5)
        var random = SeededGenerator(seed: 6)
        let sizes = ranks.map { _ in Int.random(in: 10_000...60_000, using: &random) }
        var list = Shortlist<Long>()
        for start in stride(from: 0, to: ranks.count, by: perBatch) {
            var batch = Shortlist<Long>()
            for index in start..<min(start + perBatch, ranks.count) {
                batch.add(ranks[index], above: list.floor) { Long(byteCount: sizes[index]) }
            }
            list.add(batch)
            #expect(list.best.reduce(0) { $0 + $1.item.byteCount } < 2 * HTMLReport.byteLimit + 60_000)
        }
        var bytes = 0
        let page = best(of: ranks).prefix { number in
            defer { bytes += sizes[number - 1] }
            return bytes < HTMLReport.byteLimit
        }
        #expect(page.count > 50 && list.best.map(\.number) == Array(page))
    }

    @Test func `disagreements are the worst of the input`() {
        let ranks = ranks(450, seed: 8)
        var list = Shortlist<Disagreement>()
        for start in stride(from: 0, to: ranks.count, by: 23) {
            var batch = Shortlist<Disagreement>()
            for index in start..<min(start + 23, ranks.count) {
                var sample = Sample()
                sample.place.line = index + 1
                batch.add(ranks[index], above: list.floor) { Disagreement(sample.listed) }
            }
            list.add(batch)
        }
        let worst = ranks.indices.sorted { ranks[$0] == ranks[$1] ? $0 < $1 : ranks[$0] > ranks[$1] }.prefix(50)
        #expect(list.best.map(\.item.source) == worst.map { "in/a.ndjson:\($0 + 1)" })
    }

    /// A run of 12 where 10 flag is 2 beyond its threshold, and less beyond it than a score of 0.97 where 0.5 flags.
    @Test func `margins rank as parts of their thresholds`() {
        func rank(_ value: Double, _ flagAt: Double) -> CardRank {
            var sample = Sample()
            sample.judgement.matched[1].margin = value - flagAt
            let listed = sample.listed
            let threshold = Threshold(statistic: .run, flagAt: flagAt, nearAt: flagAt, frameAt: 0.5)
            return CardRank(
                ListedGeneration(
                    generation: listed.generation, records: listed.records, judgement: listed.judgement,
                    signals: listed.signals, policy: listed.policy,
                    tests: [Sample.tests[0], .threshold(threshold)] + Sample.tests[2...],
                    patterns: listed.patterns, place: listed.place, evidence: listed.evidence))
        }
        #expect(rank(12, 10) < rank(0.97, 0.5))
        #expect(rank(12, 10) > rank(0.95, 0.9))
    }

    @Test
    func
        `what is clear to the policy ranks by the number of the platform's reasons, behind all that is listed`()
    {
        var sample = Sample()
        let few = CardRank(clear: sample.records.generations[0], of: sample.records)
        sample.records.generations[0].outputIsFlagged = true
        let more = CardRank(clear: sample.records.generations[0], of: sample.records)
        sample.judgement.decision = .incomplete
        sample.judgement.top = nil
        #expect(few < more && more < CardRank(sample.listed))
    }
}
