/// The keys for reviews: the mapping `review`, and `handling` and `rise` of a rule.
extension PolicyReader {
    private static let reviewKeys = ["expires_after", "escalated_for", "rise", "dismissals_needed"]

    mutating func reviewSettings(_ entry: SyntaxNode.Entry) -> ReviewSettings {
        var settings = ReviewSettings()
        guard case .mapping = entry.value.value else {
            wrongType(entry, "a mapping of settings")
            return settings
        }
        guard let fields = fields(of: entry.value, keys: Self.reviewKeys, owner: "review") else {
            return settings
        }
        settings.expiresAfter = fields["expires_after"].flatMap { period($0) }
        if let written = fields["escalated_for"].flatMap({ period($0) }) { settings.escalatedFor = written }
        if let written = fields["rise"].flatMap({ rise($0) }) { settings.rise = written }
        if let entry = fields["dismissals_needed"] { settings.dismissalsNeeded = dismissalsNeeded(entry) }
        return settings
    }

    /// The allowed rise of a reviewed score.
    mutating func rise(_ entry: SyntaxNode.Entry) -> Double? {
        guard let rise = number(entry) else { return nil }
        guard rise >= 0 else {
            diagnostics.refuse(
                entry.value.position, "`rise` is negative",
                fixIt: "as in `rise: 0.05`; a score that falls reopens no decision")
            return nil
        }
        return rise
    }

    private mutating func period(_ entry: SyntaxNode.Entry) -> ReviewPeriod? {
        if case .integer(let number) = entry.value.value, number > 0 {
            wrongType(entry, "a number of days or hours", fixIt: "did you mean `\(number)d`?")
            return nil
        }
        guard case .text(let text) = entry.value.value else {
            wrongType(entry, "a number of days or hours")
            return nil
        }
        let example = example(of: entry)
        guard let unit = text.utf8.last, unit == UInt8(ascii: "d") || unit == UInt8(ascii: "h"),
            text.utf8.count > 1,
            text.utf8.dropLast().allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 })
        else {
            diagnostics.refuse(
                entry.value.position, "\(text.quoted) is not a number of days or hours",
                fixIt: example)
            return nil
        }
        let hours = Int64(text.dropLast()).map {
            $0.multipliedReportingOverflow(by: unit == UInt8(ascii: "d") ? 24 : 1)
        }
        guard let hours, !hours.overflow, 1...Int64(24 * ReviewPeriod.longestInDays) ~= hours.partialValue
        else {
            diagnostics.refuse(
                entry.value.position,
                "`\(entry.key.name)` is at least 1h and at most \(ReviewPeriod.longestInDays)d",
                fixIt: example)
            return nil
        }
        return ReviewPeriod(seconds: 3600 * hours.partialValue)
    }

    private mutating func dismissalsNeeded(_ entry: SyntaxNode.Entry) -> [Severity: Int] {
        guard case .mapping = entry.value.value else {
            var fixIt: String?
            if case .integer(let number) = entry.value.value, 1...9 ~= number {
                fixIt = "did you mean `{critical: \(number)}`?"
            }
            wrongType(entry, "a mapping of severities", fixIt: fixIt)
            return [:]
        }
        let severities = Severity.allCases.map(\.rawValue)
        guard let fields = fields(of: entry.value, keys: severities, owner: "dismissals_needed") else {
            return [:]
        }
        var needed: [Severity: Int] = [:]
        for severity in Severity.allCases {
            guard let entry = fields[severity.rawValue] else { continue }
            if case .integer(let number) = entry.value.value, 1...9 ~= number {
                needed[severity] = Int(number)
            } else {
                wrongType(
                    entry, "a number of reviewers, 1 to 9", fixIt: "as in `dismissals_needed: {critical: 2}`")
            }
        }
        return needed
    }
}
