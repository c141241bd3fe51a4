import Testing

@testable import Audit
@testable import modaudit

@Suite struct ProgressLineTests {
    @Test(arguments: [
        (10, "12.3 MB,…"), (36, "12.3 MB, 100 responses/s, 7 flagged"),
        (35, "12.3 MB, 100 responses/s, 7 flagg…"),
    ])
    func `a progress line is shorter than the terminal is wide`(_ columns: Int, _ expected: String) {
        let progress = ScanProgress(bytesRead: 12_300_000, bytesInAll: nil, responses: 200, flagged: 7)
        #expect(ProgressLine.cut(ProgressLine.text(progress, elapsed: 2), columns: columns) == expected)
    }

    @Test func `the line of a slow stream says that it waits`() {
        var progress = ScanProgress(bytesRead: 10, bytesInAll: nil, responses: 0, flagged: 0)
        progress.isWaiting = true
        #expect(ProgressLine.text(progress, elapsed: 2) == "10 B, 0 responses/s, 0 flagged, waiting for input")
    }
}
