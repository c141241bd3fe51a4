/// The labels of one legal classifier that mean "nothing recognised".
struct BackgroundLabels {
    /// Nearly every policy names one label.
    private let only: Int64?
    private let several: Set<Int64>?

    init(_ labels: Set<Int64> = []) {
        only = labels.first
        several = labels.count > 1 ? labels : nil
    }

    @inline(__always)
    func contains(_ label: Int64) -> Bool { label == only || several?.contains(label) == true }
}
