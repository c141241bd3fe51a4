extension Unicode.Scalar {
    /// Columns of a terminal: 0 for combining marks, 2 for East Asian wide characters and emoji, else 1.
    package var terminalColumns: Int {
        switch properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: return 0
        default: break
        }
        switch value {
        case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
            0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
            return 2
        default: return 1
        }
    }
}

extension StringProtocol {
    /// Columns of a terminal that the text takes, if it holds no control characters.
    package var terminalColumns: Int { unicodeScalars.reduce(0) { $0 + $1.terminalColumns } }
}
