import Foundation
import TestSupport
import Testing

@testable import Reporting

/// `modaudit-files.5`, the manual page of a report's files.
@Suite struct FilesPageTests {
    /// The columns of the page, by table, in its order.
    private static func columns() throws -> [String: [String]] {
        let page = Command.root.appending(path: ".ci/debian/modaudit-files.5")
        let text = try String(contentsOf: page, encoding: .utf8).replacing("\\-", with: "-")
        let sections = text.split(separator: ".Ss ").dropFirst().compactMap { $0.split(separator: ".El").first }
        return Dictionary(
            uniqueKeysWithValues: sections.map { section in
                let lines = section.split(separator: "\n")
                return (
                    String(lines[0]), lines.filter { $0.hasPrefix(".It Va ") }.map { String($0.dropFirst(7)) }
                )
            })
    }

    @Test(arguments: ReportTable.allCases)
    func `the manual page has a line for every column`(table: ReportTable) throws {
        let names = TableColumn.columns(of: table).map(\.name.description)
        #expect(try Self.columns()[table.rawValue + ".csv"] == names)
    }

    @Test func `the manual page has no other table`() throws {
        #expect(try Set(Self.columns().keys) == Set(ReportTable.allCases.map { $0.rawValue + ".csv" }))
    }
}
