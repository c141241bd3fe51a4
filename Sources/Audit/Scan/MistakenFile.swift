import Responses
import Utilities

/// Names the format of a file without JSON by its first bytes, for the reason of its row.
enum MistakenFile {
    static func words(of start: BorrowedText) -> String? {
        switch FileSignature(of: start.prefix(16)) {
        case .gzip: "this is gzip, and its name must end in .gz"
        case .zstd: "this is zstd, and its name must end in .zst"
        case .bzip2: "this is bzip2; decompress it"
        case .xz: "this is xz; decompress it"
        case .zip: zip(start)
        case .pdf: "this is a PDF"
        case .picture: "this is a picture"
        case .video: "this is a video"
        case .parquet: "this is Parquet; export it as NDJSON"
        case .sqlite: "this is an SQLite database; export it as NDJSON"
        case .utf16: "this is UTF-16; save it as UTF-8"
        case .compoundDocument: "this is a workbook; save it as CSV or export its JSON"
        case nil: nil
        }
    }

    /// A workbook is a zip archive. Its first entries tell what it is: OpenDocument begins with an entry of its media type,
    /// and the entries of other workbooks are in `xl/`.
    private static func zip(_ start: BorrowedText) -> String {
        let front = String(decoding: start.prefix(4_096), as: UTF8.self)
        if front.contains("application/vnd.oasis.opendocument.spreadsheet") {
            return "this is a workbook (.ods); export its JSON, one response per line"
        }
        let names = ["xl/", "[Content_Types].xml", "docProps/", "_rels/.rels"]
        if names.contains(where: front.contains) {
            return
                "this is a workbook (.xlsx) or another office document; export its JSON, one response per line"
        }
        return "this is a zip archive or a workbook"
    }
}
