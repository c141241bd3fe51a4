extension TaskIDFile {
    /// The first line of a list, which can contain column names.
    enum Header {
        /// The delimiter (comma, semicolon or tab) that makes `task_id` a field of the line, else the one that makes the
        /// most fields. Delimiters within quotes do not count.
        static func delimiter(of line: [UInt8]) -> UInt8 {
            let splits = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")].map {
                (delimiter: $0, fields: fields(of: line, by: $0))
            }
            let naming = splits.filter { $0.fields.contains(where: isName) }
            let best = (naming.isEmpty ? splits : naming).max { $0.fields.count < $1.fields.count }
            return best?.delimiter ?? UInt8(ascii: ",")
        }

        /// Whether a field is `task_id`, in any letter case: its column contains the ids.
        static func isName(_ field: ArraySlice<UInt8>) -> Bool {
            field.elementsEqual("task_id".utf8) { (65...90 ~= $0 ? $0 + 32 : $0) == $1 }
        }

        /// The fields without their quotes and without blanks around them.
        private static func fields(of line: [UInt8], by delimiter: UInt8) -> [ArraySlice<UInt8>] {
            var fields: [ArraySlice<UInt8>] = [], field: [UInt8] = []
            var isQuoted = false, isWithinQuotes = false
            for byte in line {
                if byte == delimiter, !isWithinQuotes {
                    fields.append(trimmed(field))
                    field = []
                    isQuoted = false
                } else if byte == UInt8(ascii: "\""), isQuoted || field.allSatisfy({ $0 <= 32 }) {
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
