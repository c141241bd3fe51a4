extension TaskIDFile {
    /// What spreadsheets save that is no list, though it was one on the screen.
    enum OtherForm {
        /// What a file is that begins like this, and what to do about it; nil of what may be a list.
        static func words(of start: [UInt8]) -> String? {
            // A zip archive, and what came before it.
            if start.starts(with: [0x50, 0x4B, 0x03, 0x04]) || start.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
                return "is a workbook; save it as CSV"
            }
            // Either byte order with its mark, or a letter's other half without one.
            let isMarked = start.starts(with: [0xFF, 0xFE]) || start.starts(with: [0xFE, 0xFF])
            return isMarked || start.prefix(2).contains(0) ? "is UTF-16; save it as CSV UTF-8" : nil
        }
    }
}
