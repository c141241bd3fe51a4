import Reporting
import Reviews
import Utilities

/// Checks the ledger and the waivers that a report names (CONTRACT section 15).
struct ReviewCheck {
    /// The ledger and the waivers that the report names; nil if it names none.
    let named: SealedReport.ReviewSources
    /// Whether the report is a copy that was shared, which may lack digests.
    let isCopy: Bool

    /// The results for each of several reports, in the order of the checks; those of a report that cannot be read are empty.
    /// The first reports of a chain are older than its ledger and its waivers, so that their lack is a fault only if every
    /// report lacks them.
    /// - Parameters:
    ///   - checks: Those of the reports; nil for one that cannot be read.
    ///   - folder: The path of the ledger's folder; nil to skip the check.
    ///   - sha256: The digest of the waivers; nil to skip the check.
    static func outcomes(
        _ checks: [ReviewCheck?], ledger folder: String?, waivers sha256: String?
    ) -> [[(guarantee: Verification.Guarantee, outcome: Verification.Outcome)]] {
        let hasLedger = checks.contains { $0?.named.entries != nil }
        let hasWaivers = checks.contains { $0?.named.hasWaivers == true }
        return checks.map { check in
            let ledger = check?.ledger(folder, isElsewhere: hasLedger)
            let waivers = check?.waivers(sha256, isElsewhere: hasWaivers)
            return [(Verification.Guarantee.ledger, ledger), (.waivers, waivers)].compactMap {
                guarantee, outcome in outcome.map { (guarantee, $0) }
            }
        }
    }

    /// The result for the ledger in a folder; nil if there is nothing to say.
    /// - Parameter isElsewhere: Whether a report that is verified with this one names a ledger.
    private func ledger(_ folder: String?, isElsewhere: Bool) -> Verification.Outcome? {
        guard let folder else { return named.entries == nil ? nil : .unchecked("give --decisions to check it") }
        guard let entries = named.entries else { return Self.without("a ledger", isElsewhere) }
        guard let last = named.lastSHA256 else {
            return isCopy ? Verification.lacking : .broken(["it has no digest"])
        }
        let ledger: Ledger
        do throws(ReportError) {
            ledger = try Ledger(in: folder, watching: entries)
        } catch {
            return .broken([error.description])
        }
        guard let found = ledger.watchedSHA256 else {
            return .broken([
                "the report names \(entries.counted("line")), the ledger has \(ledger.entries.grouped)"
            ])
        }
        if found == last { return .holds("\(entries.grouped) of \(ledger.entries.counted("line"))") }
        return .broken(["the report names \(last) as line \(entries.grouped), the ledger has \(found)"])
    }

    /// The result for a file of waivers with this digest; nil if there is nothing to say.
    private func waivers(_ sha256: String?, isElsewhere: Bool) -> Verification.Outcome? {
        guard let sha256 else { return named.hasWaivers ? .unchecked("give --waivers to check it") : nil }
        guard named.hasWaivers else { return Self.without("waivers", isElsewhere) }
        guard let digest = named.waiversSHA256 else {
            return isCopy ? Verification.lacking : .broken(["it has no digest"])
        }
        if digest == sha256 { return .holds("sha256 \(sha256)") }
        return .broken(["the report names \(digest), the waivers are \(sha256)"])
    }

    private static func without(_ what: String, _ isElsewhere: Bool) -> Verification.Outcome {
        let fault = "the report was made without \(what)"
        return isElsewhere ? .unchecked(fault) : .broken([fault])
    }
}
