public import ArgumentParser
public import Reporting

extension ReportStyle.Scores: ExpressibleByArgument {}
extension ReportStyle.CSV: ExpressibleByArgument {}

extension ReportStyle.Delimiter: ExpressibleByArgument {
    public init?(argument: String) {
        switch argument {
        case ",": self = .comma
        case ";": self = .semicolon
        case "\t", "\\t", "tab": self = .tab
        default: return nil
        }
    }

    public var defaultValueDescription: String { "," }
    public static var allValueStrings: [String] { [",", ";", "tab"] }
}
