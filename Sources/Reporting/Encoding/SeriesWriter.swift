import Dispatch
import Responses
import Synchronization

/// Writes a series of CSV files on a queue of its own. With the scores of every generation, writing and digesting takes a
/// third of the time of a scan, and the tasks that examine batches would wait for it.
final class SeriesWriter: Sendable {
    private let series: Mutex<CSVFileSeries>
    /// The error after which nothing more is written.
    private let failure = Mutex<ReportError?>(nil)
    private let queue = DispatchQueue(label: "modaudit.series")
    /// The sheets that may wait; they bound the memory.
    private let room = DispatchSemaphore(value: 2)

    init(_ series: consuming sending CSVFileSeries) { self.series = Mutex(series) }

    /// Takes a copy of the sheet's rows. An error of an earlier sheet is thrown here or by `seal`.
    func append(_ sheet: borrowing CSVSheet) throws(ReportError) {
        guard sheet.rows > 0 else { return }
        let bytes = sheet.copied(), rows = sheet.rows
        room.wait()
        queue.async {
            self.write(bytes, rows: rows)
            self.room.signal()
        }
        try throwFailure()
    }

    /// Waits for all sheets, syncs all files to disk and returns them. Nothing may be appended afterwards.
    func seal() throws(ReportError) -> [SealedFile] {
        queue.sync {}
        try throwFailure()
        return try series.withLock { series throws(ReportError) in try series.seal() }
    }

    private func write(_ bytes: [UInt8], rows: Int) {
        if failure.withLock({ $0 != nil }) { return }
        do throws(ReportError) {
            try series.withLock { series throws(ReportError) in
                try bytes.withBorrowedText(ofFirst: bytes.count) { text throws(ReportError) in
                    try series.append(text, rows: rows)
                }
            }
        } catch {
            failure.withLock { $0 = error }
        }
    }

    private func throwFailure() throws(ReportError) {
        if let failure = failure.withLock({ $0 }) { throw failure }
    }
}
