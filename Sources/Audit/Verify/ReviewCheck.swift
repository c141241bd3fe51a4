import Reporting
import Reviews
import Utilities

/// Checks the ledger and the waivers that a report names (CONTRACT section 15).
struct ReviewCheck {
    /// The ledger and the waivers that the report names; nil if it names none.
    let named: SealedReport.ReviewSources
    /// Whether the report is a copy that was shared, which may lack digests.
    let isCopy: Bool

    /// The result for the ledger in a folder; nil if there is nothing to say.
    func ledger(_ folder: String?) -> Verification.Outcome? {
        guard let folder else { return named.entries == nil ? nil : .unchecked("give --decisions to check it") }
        guard let entries = named.entries else { return .broken(["the report was made without a ledger"]) }
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
    func waivers(_ sha256: String?) -> Verification.Outcome? {
        guard let sha256 else { return named.hasWaivers ? .unchecked("give --waivers to check it") : nil }
        guard named.hasWaivers else { return .broken(["the report was made without waivers"]) }
        guard let digest = named.waiversSHA256 else {
            return isCopy ? Verification.lacking : .broken(["it has no digest"])
        }
        if digest == sha256 { return .holds("sha256 \(sha256)") }
        return .broken(["the report names \(digest), the waivers are \(sha256)"])
    }
}
