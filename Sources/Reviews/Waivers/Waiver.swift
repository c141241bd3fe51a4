package import Utilities

/// The acceptance of findings in advance, with an end (CONTRACT section 15).
package struct Waiver: Sendable, Equatable {
    /// 1 to 64 of `a`–`z`, `0`–`9` and `-`.
    package var id: String
    /// Why the findings are accepted.
    package var reason: String
    /// Who accepts them.
    package var approver: String
    /// The first date in UTC on which the waiver holds.
    package var created: CivilDate
    /// The last date in UTC on which the waiver holds.
    package var expires: CivilDate
    /// The rules, each once, in the order of the file.
    package var rules: [String]
    /// The greatest value that is accepted; nil only if no rule has a numeric test.
    package var ceiling: Double?
    /// The generations and labels that the waiver is for.
    package var match: WaiverMatch
    /// A reference to another system.
    package var ticket: String?

    /// Whether the waiver holds already, or did once.
    package func hasBegun(asOf: UTCTime) -> Bool { created.daysSince1970 <= asOf.date.daysSince1970 }

    /// Whether the waiver does not hold any more.
    package func isExpired(asOf: UTCTime) -> Bool { daysLeft(asOf: asOf) < 0 }

    /// Days from the date of `asOf` to `expires`, both in UTC; negative behind it.
    package func daysLeft(asOf: UTCTime) -> Int { expires.daysSince1970 - asOf.date.daysSince1970 }
}

/// The generations and labels that a waiver is for. Of each list one value fits; all lists have to fit.
package struct WaiverMatch: Sendable, Hashable {
    /// The bytes of a text. `String` treats two Unicode forms of a text as equal.
    package typealias Text = [UInt8]

    /// Nil without the key; not empty. So are the others.
    package var generations: Set<Text>?
    /// IDs of tasks.
    package var tasks: Set<Text>?
    /// Users.
    package var users: Set<Text>?
    /// Labels of the worst frame.
    package var labels: Set<Int64>?
    /// Models.
    package var models: Set<Text>?
    /// The first date of creation.
    package var from: CivilDate?
    /// The last date of creation.
    package var to: CivilDate?

    /// Creates a match of everything.
    package init() {}

    /// Whether a finding of a generation fits.
    func fits(_ finding: ReviewedFinding, _ subject: ReviewSubject) -> Bool {
        Self.has(generations, subject.identity) && Self.has(tasks, subject.taskID)
            && Self.has(users, subject.userID) && Self.has(models, subject.model)
            && (labels == nil || finding.label.map { labels?.contains($0) == true } == true)
            && isCreatedWithin(subject.createdAt)
    }

    private static func has(_ texts: Set<Text>?, _ text: String?) -> Bool {
        guard let texts else { return true }
        return text.map { texts.contains(Array($0.utf8)) } ?? false
    }

    /// A time that does not begin with a date does not fit.
    private func isCreatedWithin(_ text: String?) -> Bool {
        guard from != nil || to != nil else { return true }
        guard let day = text.flatMap({ CivilDate(startOf: $0) })?.daysSince1970 else { return false }
        return day >= from?.daysSince1970 ?? .min && day <= to?.daysSince1970 ?? .max
    }
}

extension CivilDate {
    /// The date at the start of a text: `2026-11-22`, also in front of a time.
    init?(startOf text: String) {
        let bytes = Array(text.utf8.prefix(11))
        guard bytes.count >= 10, bytes.count == 10 || !bytes[10].isDigit, bytes[4] == UInt8(ascii: "-"),
            bytes[7] == UInt8(ascii: "-"), (bytes[..<4] + bytes[5..<7] + bytes[8..<10]).allSatisfy(\.isDigit)
        else { return nil }
        func number(_ range: Range<Int>) -> Int {
            bytes[range].reduce(0) { 10 * $0 + Int($1 - UInt8(ascii: "0")) }
        }
        self.init(year: number(0..<4), month: number(5..<7), day: number(8..<10))
    }

    /// The date that a text is.
    init?(_ text: String) {
        guard text.utf8.count == 10 else { return nil }
        self.init(startOf: text)
    }

    /// As `2026-11-22`.
    package var text: String { String(UTCTime(self, secondOfDay: 0).text.prefix(10)) }
}
