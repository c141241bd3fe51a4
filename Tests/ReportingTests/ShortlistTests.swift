import TestSupport
import Testing

@testable import Policies
@testable import Reporting

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
        return sorted.prefix(Shortlist.limit).map { $0 + 1 }
    }

    private func rising(_ count: Int) -> [CardRank] {
        (0..<count).map { CardRank(severity: 0, band: .near, margin: Double($0)) }
    }

    /// However the input is cut, and however old the floor is that a worker knows.
    @Test(arguments: [1, 100, 1999, 2000, 2001, 9000], [1, 7, 700, 5000])
    func `the shortlist keeps the best for any batch size`(_ count: Int, _ perBatch: Int) {
        let card = Card(Sample().listed)
        for ranks in [ranks(count, seed: 3), rising(count), rising(count).reversed()] {
            var list = Shortlist(), floors: [CardRank?] = [nil]
            var random = SeededGenerator(seed: UInt64(perBatch))
            for start in stride(from: 0, to: count, by: perBatch) {
                var batch = Shortlist()
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
        let card = Card(Sample().listed)
        var list = Shortlist(), made = 0
        for rank in rising(20_000).reversed() {
            list.add(rank, above: nil) {
                made += 1
                return card
            }
        }
        #expect(made == 2 * Shortlist.limit)
    }

    @Test func `the listed disagreements are the first of the input`() {
        var random = SeededGenerator(seed: 8)
        var list = Disagreements.List(), known = [0]
        let total = 450
        var next = 0
        while next < total {
            var batch = Disagreements.List()
            let before = known[Int.random(in: max(0, known.count - 3)..<known.count, using: &random)]
            for number in next..<min(next + 23, total) {
                batch.add(beyond: before) {
                    var sample = Sample()
                    sample.place.line = number
                    return Disagreement(sample.listed)
                }
            }
            next += 23
            list.add(batch)
            known.append(list.items.count)
        }
        #expect(list.items.map(\.source) == (0..<Disagreements.limit).map { "in/a.ndjson:\($0)" })
    }
}
