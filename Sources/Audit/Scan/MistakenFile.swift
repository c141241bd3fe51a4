import Utilities

/// What a file without JSON is, told by its first bytes: for the reason of the row that it becomes.
enum MistakenFile {
    static func words(of start: UnsafeRawBufferPointer) -> String? {
        switch unsafe FileSignature(of: start) {
        case .gzip: "this is gzip, and its name must end in .gz"
        case .zstd: "this is zstd, and its name must end in .zst"
        case .zip: "this is a zip archive or a workbook"
        case .utf16: "this is UTF-16; save it as UTF-8"
        case .compoundDocument, nil: nil
        }
    }
}
