import Audit
import Glibc
import Utilities

/// The progress of a scan or pull: one line on standard error, updated at most five times a second.
struct ProgressLine {
    private let started = Self.now
    private var drawn = -1.0
    private var width = 0

    /// Updates the line for a scan.
    mutating func update(_ progress: ScanProgress) { update { Self.text(progress, elapsed: $0) } }

    /// Updates the line if 0.2 seconds have passed.
    /// - Parameter text: Returns the line for the seconds since the start.
    mutating func update(_ text: (_ elapsed: Double) -> String) {
        let elapsed = Self.now - started
        guard elapsed - drawn >= 0.2 else { return }
        drawn = elapsed
        draw(text(elapsed))
    }

    /// Removes the line.
    mutating func clear() {
        guard width > 0 else { return }
        draw("")
        Terminal.write("\r", to: STDERR_FILENO)
    }

    /// `1.2 GB of 2.9 GB, 41 %, 38112 responses/s, 212 flagged, 0:03 left`
    static func text(_ progress: ScanProgress, elapsed: Double) -> String {
        var parts = [amount(progress.bytesRead)]
        let speed = elapsed > 0 ? Double(progress.bytesRead) / elapsed : 0
        if let all = progress.bytesInAll, all > 0 {
            parts = [
                "\(amount(progress.bytesRead)) of \(amount(all))",
                "\(min(100, Int(100 * Double(progress.bytesRead) / Double(all)))) %",
            ]
        }
        if elapsed > 0 { parts.append("\(Int(Double(progress.responses) / elapsed)) responses/s") }
        parts.append("\(progress.flagged) flagged")
        if progress.isWaiting { parts.append("waiting for input") }
        if let all = progress.bytesInAll, speed > 0, elapsed >= 1 {
            let left = Int(min(1e9, Double(max(0, all - progress.bytesRead)) / speed))
            parts.append("\(clock(left)) left")
        }
        return parts.joined(separator: ", ")
    }

    /// Minutes and seconds: `0:03`, `12:40`.
    static func clock(_ seconds: Int) -> String {
        "\(seconds / 60):\(seconds % 60 < 10 ? "0" : "")\(seconds % 60)"
    }

    /// Bytes with a decimal unit: `999 B`, `1.2 MB`.
    static func amount(_ bytes: Int) -> String {
        var value = Double(bytes), unit = 0
        let units = ["B", "kB", "MB", "GB", "TB"]
        while value >= 1000, unit < units.count - 1 {
            value /= 1000
            unit += 1
        }
        return unit == 0 ? "\(bytes) B" : "\((value * 10).rounded() / 10) \(units[unit])"
    }

    /// A line as wide as the terminal would move the cursor to the next one.
    static func cut(_ text: String, columns: Int) -> String {
        text.count < columns ? text : String(text.prefix(max(1, columns - 2))) + "…"
    }

    private mutating func draw(_ text: String) {
        let text = Self.cut(text, columns: Terminal.columns(of: STDERR_FILENO))
        let fill = String(repeating: " ", count: max(0, width - text.count))
        Terminal.write("\r\(text)\(fill)", to: STDERR_FILENO)
        width = text.count
    }

    /// Monotonic seconds.
    private static var now: Double { MonotonicClock.seconds }
}
