/// The labels of one legal classifier that mean "nothing recognised".
struct BackgroundLabels {
    private let few: [Int64]
    private let many: Set<Int64>

    init(_ labels: Set<Int64> = []) {
        few = labels.count <= 8 ? labels.sorted() : []
        many = labels.count <= 8 ? [] : labels
    }

    @inline(__always)
    func contains(_ label: Int64) -> Bool {
        for known in few where known == label { return true }
        return !many.isEmpty && many.contains(label)
    }
}
