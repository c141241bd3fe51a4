internal import CSV
internal import Utilities

/// Reads the rows of a sheet one at a time, within the limits.
struct SheetRecords {
    private var text: SheetText
    private let reader: CSVReader
    private var rows: [[[UInt8]]] = []
    private var position = 0
    private var hasEnded = false

    init(_ text: SheetText, delimiter: UInt8) {
        self.text = text
        self.text.rewind()
        reader = CSVReader(delimiter: delimiter)
    }

    /// The next row that is not an empty line; nil after the last one.
    mutating func next() throws(SheetFault) -> [[UInt8]]? {
        while position == rows.count {
            if hasEnded || Interruption.isRequested { return nil }
            position = 0
            let piece = text.next()
            if piece.isEmpty {
                if reader.isWithinQuotes { throw .endWithinQuotes }
                hasEnded = true
                rows = reader.finish()
            } else {
                guard let read = reader.read(piece) else { throw .outOfMemory }
                rows = read
                let unfinished = reader.unfinished
                if unfinished.bytes > SheetLimits.fieldBytes { throw .longField }
                if unfinished.fields > SheetLimits.columns { throw .tooManyColumns }
            }
        }
        let row = rows[position]
        position += 1
        if row.count > SheetLimits.columns { throw .tooManyColumns }
        if row.contains(where: { $0.count > SheetLimits.fieldBytes }) { throw .longField }
        return row
    }
}
