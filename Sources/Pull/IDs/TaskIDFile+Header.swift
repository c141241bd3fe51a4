import Utilities

extension TaskIDFile {
    /// The first line of a list, which can contain column names.
    enum Header {
        /// The delimiter (comma, semicolon or tab) that makes a field of the line a name of the ids, else the one that makes
        /// the most fields. Delimiters within quotes do not count.
        static func delimiter(of line: [UInt8]) -> UInt8 {
            let splits = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")].map {
                (delimiter: $0, fields: fields(of: line, by: $0))
            }
            let naming = splits.filter { column(in: $0.fields) != nil }
            let best = (naming.isEmpty ? splits : naming).max { $0.fields.count < $1.fields.count }
            return best?.delimiter ?? UInt8(ascii: ",")
        }

        /// The column of the ids: the first that is named `task_id`, else `taskId`, else `id`, in any letter case. Nil if
        /// none is.
        static func column(in fields: [ArraySlice<UInt8>]) -> Int? {
            ["task_id", "taskid", "id"].lazy.compactMap { name in
                fields.firstIndex { $0.elementsEqual(name.utf8) { (65...90 ~= $0 ? $0 + 32 : $0) == $1 } }
            }.first
        }

        /// The delimiter in a line `sep=;`, which Excel reads as an instruction; nil for another line.
        /// - Throws: `Unfit` if the line names no delimiter, or one that a list cannot have.
        static func namedDelimiter(of line: [UInt8]) throws(Unfit) -> UInt8? {
            var text = line.drop { $0 == .space }
            while let last = text.last, last == .lineFeed || last == .carriageReturn { text.removeLast() }
            let isQuoted = text.first == quote && text.last == quote
            if isQuoted { text = text.dropFirst().dropLast() }
            guard text.count >= 4, text.prefix(4).elementsEqual("sep=".utf8, by: { $0 | 0x20 == $1 | 0x20 })
            else { return nil }
            let rest = text.dropFirst(4)
            guard let delimiter = rest.first, rest.count == 1, ",;\t|".utf8.contains(delimiter) else {
                throw Unfit(reason: "the line sep= must name one delimiter: comma, semicolon, tab or |")
            }
            return delimiter
        }

        private static let quote = UInt8(ascii: "\"")

        /// The fields without their quotes and without blanks around them.
        private static func fields(of line: [UInt8], by delimiter: UInt8) -> [ArraySlice<UInt8>] {
            var fields: [ArraySlice<UInt8>] = [], field: [UInt8] = []
            var isQuoted = false, isWithinQuotes = false
            for byte in line {
                if byte == delimiter, !isWithinQuotes {
                    fields.append(trimmed(field))
                    field = []
                    isQuoted = false
                } else if byte == quote, isQuoted || field.allSatisfy({ $0 <= 32 }) {
                    isQuoted = true
                    isWithinQuotes.toggle()
                } else {
                    field.append(byte)
                }
            }
            return fields + [trimmed(field)]
        }
    }
}
