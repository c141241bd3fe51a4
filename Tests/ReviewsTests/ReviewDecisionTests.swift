import Testing

@testable import Reviews

@Suite struct ReviewDecisionTests {
    @Test func `a label is a violation, dismissed or unsure`() {
        #expect(ReviewDecision.allCases.filter(\.isLabel) == [.violation, .dismissed, .unsure])
    }
}
