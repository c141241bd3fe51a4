import Policies
import Responses
import Utilities

/// The values that the comparison reads from a report's summary (CONTRACT section 13).
struct ReportFacts: Sendable {
    /// A rule of the report.
    struct Rule: Sendable {
        let id: String
        let severity: String
        let meaning: String
        let definition: String
    }

    /// The report's time in seconds since 1970, and as a text of its summary.
    let asOf: Int64
    let moment: String
    let policySHA256: String
    /// The rules, in the policy's order.
    let rules: [Rule]
    /// The number of generations with a usable value, by signal.
    let signals: [ByteName: Int]
    /// The last name in the list of signals, if the list is cut. Later names are not comparable.
    let lastSignal: String?
    /// The number of judged generations.
    let audited: Int
    /// The number of generations that are flagged, near or incomplete.
    let listed: Int

    /// The facts of a run.
    init(_ summary: Summary) {
        asOf = summary.asOf
        moment = PageText.moment(summary.asOf)
        policySHA256 = summary.policy.sha256
        rules = summary.rules.map {
            Rule(
                id: $0.id, severity: $0.severity.rawValue, meaning: $0.digests.meaning,
                definition: $0.digests.definition)
        }
        signals = Dictionary(
            summary.signals.map { (ByteName($0.signal), $0.present) }, uniquingKeysWith: { first, _ in first })
        lastSignal = Self.last(
            of: summary.signals.map { ($0.signal, $0.rules.isEmpty) }, isCut: summary.signalsOmitted > 0)
        audited = summary.audited
        listed = summary.counts.flagged + summary.counts.near + summary.counts.incomplete
    }

    /// The facts in `summary.json`. Returns nil if it is not a summary.
    init?(_ root: JSONValue) {
        guard let moment = root.text("as_of"), let asOf = Self.seconds(of: moment),
            let policySHA256 = root.member(named: "policy")?.text("sha256"),
            let rules = root.member(named: "rules"), rules.is(.array),
            let signals = root.member(named: "signals"), signals.is(.array),
            let counts = root.member(named: "counts")
        else { return nil }
        self.asOf = asOf
        self.moment = moment
        self.policySHA256 = policySHA256
        // A report of an older version has no digests, and its rules are not comparable.
        self.rules = JSONElements(of: rules).map {
            Rule(
                id: $0.text("id") ?? "", severity: $0.text("severity") ?? "",
                meaning: $0.text("meaning_sha256") ?? "", definition: $0.text("definition_sha256") ?? "")
        }
        let names = JSONElements(of: signals).map { signal in
            (
                signal: signal.text("signal") ?? "", present: signal.count("present"),
                isUnread: signal.member(named: "rules").map { $0.is(.array) && $0.isEmpty } ?? false
            )
        }
        self.signals = Dictionary(
            names.map { (ByteName($0.signal), $0.present) }, uniquingKeysWith: { first, _ in first })
        lastSignal = Self.last(
            of: names.map { ($0.signal, $0.isUnread) }, isCut: root.count("signals_omitted") > 0)
        listed = counts.count("flagged") + counts.count("near") + counts.count("incomplete")
        audited = listed + counts.count("clear")
    }

    /// Whether the report's rules are comparable.
    var hasDigests: Bool { rules.allSatisfy { !$0.meaning.isEmpty && !$0.definition.isEmpty } }

    /// The seconds since 1970 of a time as reports write it: RFC 3339, or seconds outside the years 0 to 9999.
    static func seconds(of moment: String) -> Int64? {
        UTCTime(moment)?.seconds ?? (moment.utf8.count <= 20 ? Int64(moment) : nil)
    }

    /// The last signal that no rule reads. Signals that rules read are always listed.
    private static func last(of signals: [(name: String, isUnread: Bool)], isCut: Bool) -> String? {
        guard isCut else { return nil }
        return signals.filter(\.isUnread).map(\.name).max { $0.utf8.lexicographicallyPrecedes($1.utf8) } ?? ""
    }
}

extension JSONValue {
    /// The text of a member of an object.
    fileprivate func text(_ name: StaticString) -> String? {
        guard let value = member(named: name), value.is(.text) else { return nil }
        return String(value.text)
    }

    /// The count in a member of an object; 0 if there is none.
    fileprivate func count(_ name: StaticString) -> Int {
        Int(min(member(named: name)?.whole ?? 0, 1 << 48))
    }
}
