package import Policies
import Reporting
package import Utilities

/// Finds the dispositions of generations by a policy, the lines of a ledger and waivers (CONTRACT section 15).
package struct DispositionRules: Sendable {
    private let settings: ReviewSettings
    /// For each rule, how far a value may rise.
    private let rises: [String: Double]
    private let restricted: Set<String>
    private let waivers: Waivers?
    private let asOf: UTCTime

    /// Creates rules for one run.
    package init(_ policy: Policy, waivers: Waivers? = nil, asOf: UTCTime) {
        settings = policy.review
        rises = Dictionary(policy.rules.map { ($0.id, $0.rise) }) { first, _ in first }
        restricted = Set(policy.rules.filter { $0.handling == .restricted }.map(\.id))
        self.waivers = waivers
        self.asOf = asOf
    }

    /// The disposition of a generation.
    /// - Parameter lines: All lines of the generation, in the order of the ledger.
    package func outcome(of subject: ReviewSubject, _ lines: [LedgerLine]) -> ReviewOutcome {
        let inBand = subject.inBand
        let needed = settings.dismissals(for: inBand.map { subject.findings[$0].severity }.max())
        let counting = CountingLines(lines, of: subject)
        let decided = counting.disposition(needed: needed)
        let deciding = counting.deciding(decided)
        let reviews = inBand.map { index in
            let finding = subject.findings[index]
            return FindingReview(
                finding, deciding, of: decided, needed: decided == .dismissed ? needed : 1,
                rise: rises[finding.ruleID] ?? settings.rise)
        }
        let fits = fits(subject)
        let best = fits.map(WaiverFit.best)
        var outcome = ReviewOutcome(
            disposition: decided, reopenedBecause: reasons(subject, deciding, decided, reviews),
            lines: counting.lines, by: Self.unique(deciding.map(\.reviewer)),
            since: deciding.map(\.recordedAt).max { $0.seconds < $1.seconds }, until: nil,
            waivers: best.map { $0.flatMap { waivers?[$0.waiver].id } }, fits: fits)
        let end = end(of: decided, since: outcome.since)
        outcome.until = end
        if !outcome.reopenedBecause.isEmpty {
            outcome.disposition = .reopened
            outcome.until = nil
        }
        let isInForce = decided == .dismissed && !outcome.reopenedBecause.contains(.expired)
        let left = zip(inBand, reviews).filter { !isInForce || !$1.reasons.isEmpty }.map(\.0)
        if subject.decision != .incomplete, !left.isEmpty {
            applyWaivers(to: &outcome, left, best, dismissedUntil: left.count < inBand.count ? end : nil)
        }
        return outcome
    }

    // MARK: Reopening

    private func reasons(
        _ subject: ReviewSubject, _ deciding: [LedgerLine], _ decided: Disposition, _ reviews: [FindingReview]
    ) -> [ReopenReason] {
        guard [.dismissed, .confirmed, .escalated].contains(decided) else { return [] }
        var reasons: Set<ReopenReason> = []
        let since = deciding.map(\.recordedAt).max { $0.seconds < $1.seconds }
        if let end = end(of: decided, since: since), end.seconds <= asOf.seconds { reasons.insert(.expired) }
        if decided != .escalated {
            for review in reviews { reasons.formUnion(review.reasons) }
            // A row that is cut has no findings, so that no decision is known to cover them.
            if reviews.isEmpty, subject.decision != .incomplete { reasons.insert(.newRule) }
        }
        if decided == .dismissed, subject.decision == .incomplete, let latest = deciding.last,
            !Set(subject.missing).isSubset(of: latest.missing)
        {
            reasons.insert(.missing)
        }
        return reasons.sorted()
    }

    /// The time at which a dismissal or escalation expires.
    private func end(of decided: Disposition, since: UTCTime?) -> UTCTime? {
        guard let since else { return nil }
        switch decided {
        case .dismissed: return settings.expiresAfter.map { UTCTime(seconds: since.seconds + $0.seconds) }
        case .escalated: return UTCTime(seconds: since.seconds + settings.escalatedFor.seconds)
        default: return nil
        }
    }

    // MARK: Waivers

    /// For each finding, the waivers that fit.
    private func fits(_ subject: ReviewSubject) -> [[WaiverFit]] {
        guard let waivers else { return subject.findings.map { _ in [] } }
        let isRestricted = subject.findings.contains { restricted.contains($0.ruleID) }
        return subject.findings.map {
            waivers.fits($0, subject, isRestricted: isRestricted, asOf: asOf)
        }
    }

    /// - Parameters:
    ///   - left: The findings of the decision's band that no standing dismissal covers; at least one.
    ///   - best: For each finding, the waiver that decides.
    ///   - dismissedUntil: The time at which the dismissal of the other findings expires.
    private func applyWaivers(
        to outcome: inout ReviewOutcome, _ left: [Int], _ best: [WaiverFit?], dismissedUntil: UTCTime?
    ) {
        guard let waivers, [.open, .unsure, .reopened].contains(outcome.disposition) else { return }
        let deciding = left.map { best[$0] }
        if deciding.allSatisfy({ $0 != nil }) {
            let used = deciding.compactMap { $0.map { waivers[$0.waiver] } }
            outcome.disposition = .waived
            outcome.reopenedBecause = []
            outcome.by = Self.unique(used.map(\.id))
            outcome.since = used.map(\.created.start).max { $0.seconds < $1.seconds }
            outcome.until = (used.map(\.expires.end) + [dismissedUntil].compactMap(\.self)).min {
                $0.seconds < $1.seconds
            }
            return
        }
        // It was waived before only if a waiver fits each finding.
        let failing = left.filter { best[$0] == nil }.map { outcome.fits[$0] }
        guard outcome.disposition == .open, failing.allSatisfy({ !$0.isEmpty }) else { return }
        var reasons: Set<ReopenReason> = []
        for fit in failing.flatMap(\.self) { reasons.insert(fit.isExpired ? .waiverExpired : .waiverCeiling) }
        let named = (failing + left.compactMap { best[$0].map { [$0] } }).flatMap(\.self).map(\.waiver).sorted()
        outcome.disposition = .reopened
        outcome.reopenedBecause = reasons.sorted()
        outcome.by = Self.unique(named.map { waivers[$0].id })
        outcome.since = named.map { waivers[$0].created.start }.max { $0.seconds < $1.seconds }
    }

    private static func unique(_ names: [String]) -> [String] {
        var seen: Set<String> = []
        return names.filter { seen.insert($0).inserted }
    }
}

extension CivilDate {
    /// The first second of the date in UTC.
    fileprivate var start: UTCTime { UTCTime(self, secondOfDay: 0) }
    /// The last second of the date in UTC.
    fileprivate var end: UTCTime { UTCTime(self, secondOfDay: 86_399) }
}
