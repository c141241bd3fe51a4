import Foundation
import TestSupport
import Testing

/// A copy replaces copies, and a report replaces reports.
@Suite struct ReplacedFolderTests {
    @Test func `a copy replaces a copy and no report`() async throws {
        let bench = try await Bench()
        let next = try await bench.run("scan", "fixtures/envelopes", "--output", "$T/next", "--quiet")
        #expect(next.status == 4, "\(next.stderr)")
        let before = try bench.scratch.contents(of: "next")
        let refused = try await bench.share("regulator", to: "next")
        #expect(refused.status == 1)
        #expect(
            refused.stderr.hasSuffix(
                "/next: is a report, which no shared copy replaces; name another folder\n"),
            "\(refused.stderr)")
        #expect(try bench.scratch.contents(of: "next") == before)
        #expect(try await bench.share("regulator").status == 0)
        #expect(try await bench.share("external").status == 0)
        #expect(try bench.shared()["profile"] as? String == "external")
    }

    @Test func `a report does not replace a copy`() async throws {
        let bench = try await Bench()
        #expect(try await bench.share("external").status == 0)
        let before = try bench.scratch.contents(of: "copy")
        let scan = try await bench.run("scan", "fixtures/envelopes", "--output", "$T/copy", "--quiet")
        #expect(scan.status == 1)
        #expect(
            scan.stderr.hasSuffix("/copy: is a shared copy, which no report replaces; name another folder\n"),
            "\(scan.stderr)")
        #expect(try bench.scratch.contents(of: "copy") == before)
    }

    @Test func `a copy with a file that was edited is not replaced`() async throws {
        let bench = try await Bench()
        #expect(try await bench.share("external").status == 0)
        try bench.scratch.write(
            bench.scratch.bytes("copy/findings.csv") + Array("x".utf8), to: "copy/findings.csv")
        let again = try await bench.share("external")
        #expect(
            again.status == 1
                && again.stderr.contains("findings.csv was edited after the shared copy was written"),
            "\(again.stderr)")
    }
}
