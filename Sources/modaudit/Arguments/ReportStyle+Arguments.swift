import ArgumentParser
package import Reporting

extension ReportStyle.Scores: ExpressibleByArgument {}
extension ReportStyle.CSV: ExpressibleByArgument {}

/// `,` `;` `tab`. Not a conformance of the delimiter itself: its raw value, a byte, would stand in the help.
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
}
