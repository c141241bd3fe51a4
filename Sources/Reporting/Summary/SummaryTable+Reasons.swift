import Policies
import Responses
import Utilities

extension SummaryTable {
    /// The end of a colour on a terminal.
    static let plain = "\u{1B}[0m"

    /// The most frequent reasons of responses and tasks without generations, each with the place of the first.
    static func reasons(of summary: Summary) -> [String] {
        let reasons = summary.unauditedReasons
        if reasons.isEmpty { return [] }
        let rows = reasons.map {
            ["  \($0.kind.rawValue)", $0.reason.visible, $0.source.visible, $0.count.grouped]
        }
        return ["", "why responses and tasks gave no generation, with the first place of each:"]
            + table(rows, leftAligned: 3)
    }
}

extension Severity {
    /// The escape sequence of its colour on a terminal.
    var colour: String? {
        switch self {
        case .critical: "\u{1B}[1;31m"
        case .high: "\u{1B}[31m"
        case .medium: "\u{1B}[33m"
        case .low: nil
        }
    }
}
