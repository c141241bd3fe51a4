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
        case .zip: "this is a zip archive or a workbook"
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
}
