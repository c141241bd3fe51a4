import Responses

/// Reads the objects of `generations.json` one at a time.
struct ListedRowReader: ~Copyable {
    private var json = JSONTexts()

    /// The row, valid until the next call; nil if `object` is not a listed generation.
    mutating func row(_ object: some Collection<UInt8>) -> ListedRow? {
        let row = try? json.value(of: object) { ListedRow($0) }
        return row ?? nil
    }
}
