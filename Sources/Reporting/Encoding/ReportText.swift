import Responses

/// The text of a cell.
protocol ReportText {
    func write(to buffer: inout OutputBuffer)
}

extension BorrowedText: ReportText {
    func write(to buffer: inout OutputBuffer) { buffer.append(self) }
}

extension String: ReportText {
    func write(to buffer: inout OutputBuffer) { buffer.append(self) }
}

extension Timestamp: ReportText {
    /// The platform's text, or RFC 3339 in UTC.
    func write(to buffer: inout OutputBuffer) {
        switch self {
        case .text(let text): text.write(to: &buffer)
        case .epoch(let seconds): buffer.append(epoch: seconds)
        }
    }
}

extension TextPlace: ReportText {
    /// `path:line`
    func write(to buffer: inout OutputBuffer) {
        buffer.append(path)
        buffer.append(UInt8(ascii: ":"))
        buffer.append(integer: Int64(line))
    }
}
