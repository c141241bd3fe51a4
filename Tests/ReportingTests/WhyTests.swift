import Testing

@testable import Policies
@testable import Reporting
@testable import Responses

/// The phrase of the column `why` (CONTRACT section 6).
@Suite struct WhyTests {
    private func row(
        _ sample: Sample, rules: [Rule] = Sample.policy.rules, tests: [Policies.Test] = Sample.tests
    ) -> ListedGeneration {
        let listed = sample.listed
        var policy = Sample.policy
        policy.rules = rules
        return ListedGeneration(
            generation: listed.generation, records: listed.records, judgement: listed.judgement,
            signals: listed.signals, policy: policy, tests: tests, patterns: listed.patterns,
            place: listed.place,
            evidence: listed.evidence)
    }

    /// Listed for the finding at `index`, with the matched signal changed.
    private func why(_ index: Int, _ change: (inout Sample) -> Void = { _ in }) -> String {
        var sample = Sample()
        sample.judgement.top = index
        change(&sample)
        return row(sample).why
    }

    @Test func `a score says signal, statistic, value, threshold and margin`() {
        #expect(
            why(0) {
                $0.judgement.findings[0].band = .flagged
                $0.judgement.matched[0].band = .flagged
                $0.judgement.matched[0].value = .number(0.97)
                $0.judgement.matched[0].margin = 0.07
            } == "ip-likeness: legal.ip.score max 0.97 ≥ 0.9 (+0.07)")
        #expect(why(1) == "sexual: moderation_api.global.S3+ 0.6 ≥ 0.5 (+0.1)")
        #expect(
            why(1) {
                $0.judgement.matched[1].value = .number(0.5)
                $0.judgement.matched[1].margin = 0
            } == "sexual: moderation_api.global.S3+ 0.5 ≥ 0.5 (+0)")
    }

    @Test func `a near one says from where on it is near`() {
        #expect(
            why(0) {
                $0.judgement.matched[0].value = .number(0.8)
                $0.judgement.matched[0].margin = -0.1
            } == "ip-likeness: legal.ip.score max 0.8 < 0.9, near from 0.75 (-0.1)")
    }

    @Test func `booleans and texts say what they are`() {
        #expect(why(2) == "filter-hit: moderation_api.type is \"fly man\"")
        #expect(
            why(2) { $0.judgement.findings[2].deciding = 3 } == "filter-hit: u18.is_child is true")
    }

    @Test func `of all conditions the deciding one is said, and how many hold beside it`() {
        let decides = Condition.test([SignalPattern("moderation_api.*.S*")], Sample.tests[1])
        let other = Condition.test([SignalPattern("u18.is_child")], .is(true))
        func why(_ condition: Condition) -> String {
            var rules = Sample.policy.rules
            rules[1].condition = condition
            return row(Sample(), rules: rules).why
        }
        let alone = "sexual: moderation_api.global.S3+ 0.6 ≥ 0.5 (+0.1)"
        #expect(why(.all([other, decides, other])) == alone + " and 2 more")
        #expect(why(.any([.all([other, other]), .all([other, decides])])) == alone + " and 1 more")
        #expect(why(.all([other, .any([decides, other])])) == alone + " and 1 more")
        #expect(why(.any([other, decides])) == alone)
    }

    @Test func `an incomplete generation names the first rule that could not decide, and what it lacks`() {
        var sample = Sample()
        sample.judgement.decision = .incomplete
        sample.judgement.findings = []
        sample.judgement.top = nil
        sample.judgement.ruleBands = [.clear, .missing, .missing, .clear]
        var rules = Sample.policy.rules
        rules[1].missing = .ignore
        rules[2].condition = .test([SignalPattern("*.S9"), SignalPattern("moderation_api.*.A*")], .is(true))
        #expect(row(sample, rules: rules).why == "filter-hit: *.S9 is missing")
        rules[2].condition = .test([SignalPattern("moderation_api.*.A*")], .is(true))
        #expect(row(sample, rules: rules).why == "filter-hit: moderation_api.global.A%2EB is missing")
    }

    @Test func `a rule that flags what is missing says so`() {
        var rules = Sample.policy.rules
        rules[3].condition = .test([SignalPattern("*.S9")], .is(true))
        var sample = Sample()
        sample.judgement.top = 3
        #expect(row(sample, rules: rules).why == "gap: *.S9 is missing, which this rule flags")
    }
}
