internal import Digests
internal import Glibc
package import Utilities

/// A sheet that came back from a reviewer, or from the program that the reviewer uses.
package struct Sheet: Sendable {
    /// A row of the sheet.
    package struct Row: Sendable, Equatable {
        /// The number of the row. The header is row 1.
        package var number: Int
        /// The key, without a `'` before it; empty if there is none.
        package var key: String
        /// The generation's id, without a `'` before it; empty if there is none.
        package var id: String
        /// The decision in the reviewer's word.
        package var decision: String
        /// The note, as the ledger holds it.
        package var note: String

        /// Whether the row decides nothing.
        var isBlank: Bool { decision.isEmpty && note.isEmpty }
    }

    /// The path of the file.
    package let path: String
    /// The name of the file, for the ledger.
    package let name: String
    /// The SHA-256 of the file.
    package let sha256: String
    /// The encoding of the file.
    package let encoding: SheetEncoding
    /// The byte between two cells.
    package let delimiter: UInt8
    /// The rows after the header.
    package let rows: [Row]

    /// Reads the sheet at `path`.
    /// - Throws: `SheetReadError.refused` if it is no sheet, or too large; `.failed` if it cannot be read.
    package init(at path: String, key: SheetKey) throws(SheetReadError) {
        let bytes: [UInt8]
        do throws(SystemError) {
            bytes = try FileDescriptor(opening: path, O_RDONLY).readAll(limit: SheetLimits.bytes + 1)
        } catch {
            throw .failed(path: path, error)
        }
        do throws(SheetFault) {
            try self.init(bytes, path: path, key: key)
        } catch {
            throw .refused(path: path, error)
        }
    }

    /// Reads a sheet from its bytes.
    init(_ bytes: [UInt8], path: String, key: SheetKey) throws(SheetFault) {
        if bytes.count > SheetLimits.bytes { throw .tooLarge }
        if let fault = Self.otherFormat(of: bytes) { throw fault }
        let text = SheetText(bytes)
        let header = try SheetHeader.find(in: text, key: key)
        var records = SheetRecords(text, delimiter: header.delimiter)
        for _ in 0...header.rowsBefore { _ = try records.next() }
        var rows: [Row] = []
        while let fields = try records.next() {
            guard rows.count < SheetLimits.rows - 1 else { throw .tooManyRows }
            rows.append(Row(fields, header, number: rows.count + 2))
        }
        self.path = path
        name = path.split(separator: "/").last.map(String.init) ?? path
        sha256 = SHA256Digest.hex(of: bytes)
        encoding = text.encoding
        delimiter = header.delimiter
        self.rows = rows
    }

    /// What the file is if it is no text of cells; nil if it can be a sheet.
    static func otherFormat(of bytes: [UInt8]) -> SheetFault? {
        switch FileSignature(of: bytes.prefix(15)) {
        case .zip, .compoundDocument: return .workbook
        case .gzip, .zstd, .bzip2, .xz: return .otherFormat("compressed")
        case .pdf: return .otherFormat("a PDF")
        case .picture: return .otherFormat("a picture")
        case .video, .parquet, .sqlite: return .otherFormat("a file of another program")
        case .utf16: return nil
        case nil: break
        }
        let start = bytes.prefix(512)
        // One byte of each ASCII character is 0 in UTF-16.
        if start.prefix(2).contains(0), start.prefix(2) != [0, 0] { return .unmarkedUTF16 }
        let words = String(decoding: start, as: UTF8.self).lowercased()
        let text = words.drop { $0.isWhitespace || $0 == "\u{FEFF}" }
        // Workbooks as XML (`.fods`, Excel 2003), and tables as a web page, which some programs name `.xls`.
        if text.hasPrefix("<?xml") { return .workbook }
        if text.hasPrefix("<html") || text.hasPrefix("<!doctype") || text.hasPrefix("<table") {
            return .workbook
        }
        if text.hasPrefix("{") || text.hasPrefix("[") { return .otherFormat("JSON") }
        return nil
    }
}

extension Sheet.Row {
    fileprivate init(_ fields: [[UInt8]], _ header: SheetHeader, number: Int) {
        func text(_ place: Int?) -> String {
            guard let place, place < fields.count, !fields[place].isEmpty else { return "" }
            return CellText.trimmed(fields[place])
        }
        self.number = number
        key = CellText.identifier(text(header.key))
        id = CellText.identifier(text(header.id))
        decision = text(header.decision)
        note = CellText.note(text(header.note))
    }
}

/// Why a sheet was not read.
package enum SheetReadError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The file is refused whole.
    case refused(path: String, SheetFault)
    /// The file cannot be read.
    case failed(path: String, SystemError)

    /// The path, the reason and the fix.
    package var description: String {
        switch self {
        case .refused(let path, let fault): "\(path.visible): \(fault)"
        case .failed(let path, let error): "cannot read \(path.visible): \(error)"
        }
    }
}
