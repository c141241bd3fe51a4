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
    /// The number of sheets that may wait. It bounds the memory, and is large enough for the time in which the disk takes a
    /// full file.
    private static let places = 6
    /// The rows that wait, in turn.
    private let waiting = (0..<places).map { _ in WaitingRows() }
    private let room = DispatchSemaphore(value: places)
    /// The number of sheets so far.
    private let sheets = Atomic(0)

    init(_ series: consuming sending CSVFileSeries) { self.series = Mutex(series) }

    /// Takes the sheet's rows and leaves it empty. An error of an earlier sheet is thrown here or by `seal`.
    func take(_ sheet: inout CSVSheet) throws(ReportError) {
        guard sheet.rows > 0 else { return }
        room.wait()
        let place = waiting[sheets.wrappingAdd(1, ordering: .relaxed).oldValue % waiting.count]
        let rows = sheet.rows
        place.rows.withLock { sheet.exchange(&$0) }
        queue.async {
            place.rows.withLock { self.write(&$0, rows: rows) }
            self.room.signal()
        }
        try throwFailure()
    }

    /// Waits for all sheets, syncs all files to disk and returns them. Nothing may be added afterwards.
    func seal() throws(ReportError) -> [SealedFile] {
        queue.sync {}
        try throwFailure()
        return try series.withLock { series throws(ReportError) in try series.seal() }
    }

    private func write(_ bytes: inout OutputBuffer, rows: Int) {
        if failure.withLock({ $0 != nil }) { return }
        do throws(ReportError) {
            try series.withLock { series throws(ReportError) in try series.append(bytes.text, rows: rows) }
        } catch {
            failure.withLock { $0 = error }
        }
        bytes.removeAll()
    }

    private func throwFailure() throws(ReportError) {
        if let failure = failure.withLock({ $0 }) { throw failure }
    }
}

/// Rows on their way from the run to the queue.
private final class WaitingRows: Sendable {
    let rows = Mutex(OutputBuffer())
}
