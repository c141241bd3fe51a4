import Foundation
import Policies
import Reporting
import TestSupport
import Testing

@testable import Sharing

@Suite struct ProfileTests {
    private func diagnostics(_ text: String) -> String {
        do {
            _ = try ProfileReader.read(Array(text.utf8), named: "ours.yaml")
            return ""
        } catch {
            return error.rendered()
        }
    }

    private func profile(_ columns: String, _ rest: String = "") throws -> Profile {
        try ProfileReader.read(Array("profile: ours\ncolumns: [\(columns)]\n\(rest)".utf8), named: "ours.yaml")
    }

    /// A new column needs a line in each built-in profile, which determines whether the column may leave the
    /// organisation.
    @Test(arguments: BuiltInProfile.allCases)
    func `a built-in profile names every column of every table`(_ builtIn: BuiltInProfile) throws {
        let profile = try builtIn.profile()
        #expect(!profile.lines.contains { $0.columns.contains("*") })
        let columns = ReportColumn.all
        #expect(columns.count > 80)
        #expect(
            columns.filter { profile.action(for: $0.name, in: $0.table) == nil }.map {
                "\($0.table).\($0.name)"
            } == [])
        let unnamed = BuiltInProfile.columns.filter { name in
            let parts = name.split(separator: ".").map(String.init)
            return parts.count == 2 && profile.action(for: parts[1], in: parts[0]) == nil
        }
        #expect(unnamed == [])
    }

    @Test func `the external profile keeps no text, name, value or threshold`()
        throws
    {
        let profile = try BuiltInProfile.external.profile()
        for column in ColumnGroup.texts.union(ColumnGroup.phrases).union(ColumnGroup.thresholds)
            .union([
                "source", "user_id", "score", "frames_hit", "evidence_sha256", "signals_sha256",
                "output_risk_level",
            ])
        {
            #expect(profile.action(for: column, in: "generations") == .drop, "\(column)")
        }
        #expect(profile.action(for: "top_value", in: "generations") == .band)
        #expect(
            profile.needsKey && profile.scores == .drop && profile.restricted == .drop && profile.page == .drop)
        #expect(try !BuiltInProfile.internal.profile().needsKey)
    }

    @Test func `the profile of the guide is valid`() throws {
        let guide = Command.root.appending(path: "Sources/Sharing/Sharing.docc/SharingAReport.md")
        let text = try String(contentsOf: guide, encoding: .utf8)
        let block = try #require(text.firstMatch(of: #/(?s)```yaml\n(.*?)```/#)?.1)
        #expect(diagnostics(String(block)) == "")
    }

    @Test func `the first line that names a column determines its action`() throws {
        let profile = try profile(
            "{column: scores.source, do: keep}, {column: source, do: drop}, {column: '*', do: blank}")
        #expect(profile.action(for: "source", in: "scores") == .keep)
        #expect(profile.action(for: "source", in: "findings") == .drop)
        #expect(profile.action(for: "prompt", in: "findings") == .blank)
        #expect(try self.profile("{column: prompt, do: drop}").action(for: "title", in: "generations") == nil)
    }

    @Test func `dropped thresholds are in no column and in no phrase`() throws {
        let profile = try profile("{column: '*', do: keep}", "thresholds: drop")
        #expect(profile.action(for: "flag_at", in: "findings") == .drop)
        #expect(profile.action(for: "top_margin", in: "generations") == .drop)
        #expect(profile.action(for: "why", in: "generations") == .blank)
        let banded = try self.profile(
            "{column: top_value, do: band}, {column: '*', do: keep}", "thresholds: keep")
        #expect(banded.action(for: "why", in: "generations") == .blank)
        let whole = try self.profile("{column: '*', do: keep}", "thresholds: keep")
        #expect(whole.action(for: "why", in: "generations") == .keep)
    }

    @Test func `a profile without optional keys drops the parts of those keys`() throws {
        let profile = try profile("{column: '*', do: keep}")
        #expect(profile.page == .drop && profile.scores == .drop && profile.thresholds == .drop)
        #expect(profile.restricted == .drop && profile.inputs == .drop)
    }

    @Test func `all errors of a profile are reported, each with its place and a fix`() {
        let text = diagnostics(
            """
            profile: ours
            columns:
              - {column: promt, do: drop}
              - {column: [generation_id, title], do: pseudonym}
              - {column: created_at, do: hour}
              - {column: "*", do: band}
            pages: drop
            restricted: hide
            """)
        #expect(text.contains("ours.yaml:3:14: error: no table has this column\n"))
        #expect(text.contains("did you mean `prompt`?"))
        #expect(text.contains("ours.yaml:4:30: error: `pseudonym` does not fit `title`"))
        #expect(text.contains("ours.yaml:5:30: error: `hour` is not a value of `do`"))
        #expect(text.contains("ours.yaml:6:14: error: `band` does not fit every column"))
        #expect(text.contains("ours.yaml:7:1: error: unknown key `pages`"))
        #expect(text.contains("ours.yaml:8:13: error: `hide` is not a value of `restricted`"))
        #expect(text.split(separator: "\n").count { $0.contains("error: ") } == 6)
    }

    @Test(arguments: [
        ("", "the file is empty"), ("policy: a\nrules: []", "this does not look like a profile"),
        ("profile: \"a", "what is opened here is not closed"), ("profile: ours", "a profile has columns"),
        ("columns: [{column: '*', do: keep}]", "a profile has a name"),
        ("profile: a b\ncolumns: []", "the name of a profile is 1 to 128"),
        ("profile: external\ncolumns: []", "is the name of a built-in profile"),
        ("profile: ours\ncolumns: [{column: '*', do: keep}]\npage: keep", "the page holds every column"),
        ("profile: ours\ncolumns: prompt", "`columns` takes a list"),
        ("profile: ours\ncolumns: [prompt]", "a line is a mapping"),
        ("profile: ours\ncolumns: [{do: drop}]", "a line names a column"),
        ("profile: ours\ncolumns: [{column: score, do: band}]", "`band` does not fit `score`"),
        ("profile: ours\ncolumns: [{column: width, do: length}]", "`length` does not fit `width`"),
        ("profile: ours\ncolumns: [{column: prompt, do: day}]", "`day` does not fit `prompt`"),
    ])
    func `a profile that is not valid is refused`(text: String, message: String) {
        #expect(diagnostics(text).contains(message), "\(diagnostics(text))")
    }

    @Test(arguments: [
        ("2026-11-22T08:00:00Z", "2026-11-22"), ("2026-11-22", "2026-11-22"),
        ("2026-11-22 08:00", "2026-11-22"),
        ("2026-11-22x", nil), ("2026-02-30", nil), ("1763798400", nil), ("Sun, 22 Nov 2026", nil), ("", nil),
        ("２０２６-11-22", nil), ("2026-11-2", nil),
    ])
    func `a day is taken only from a date`(text: String, day: String?) {
        #expect(CellRule.date(text).map(String.init) == day)
    }
}
