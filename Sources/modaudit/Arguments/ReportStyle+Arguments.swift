import ArgumentParser
package import Reporting

extension ReportStyle.Scores: ExpressibleByArgument {}
extension ReportStyle.CSV: ExpressibleByArgument {}

/// A delimiter as an argument: `,`, `;` or `tab`.
///
/// `ReportStyle.Delimiter` does not conform itself, because the help would show its raw value, a byte.
struct CellDelimiter: ExpressibleByArgument {
    let value: ReportStyle.Delimiter

    init(_ value: ReportStyle.Delimiter) { self.value = value }

    init?(argument: String) {
        switch argument {
        case ",": value = .comma
        case ";": value = .semicolon
        case "\t", "\\t", "tab": value = .tab
        default: return nil
        }
    }

    var defaultValueDescription: String { "," }

    static var defaultCompletionKind: CompletionKind { .list([",", ";", "tab"]) }
}
