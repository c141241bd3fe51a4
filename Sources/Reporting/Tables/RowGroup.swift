import Policies

/// The listed generations of one decision and severity. Their rows stand together in the report, the groups in
/// ascending order (CONTRACT section 6).
struct RowGroup: Equatable {
    /// 0 for flagged and critical, up to `count - 1` for incomplete.
    let index: Int

    static let count = 2 * Severity.allCases.count + 1

    /// - Parameter index: 0..<`count`.
    init(index: Int) { self.index = index }

    /// - Parameter severity: The severity of the deciding finding; nil if there is none.
    init(_ decision: Decision, _ severity: Severity?) {
        let order = Severity.allCases.count - 1 - (severity ?? .low).rank
        switch decision {
        case .flagged: index = order
        case .near: index = Severity.allCases.count + order
        case .incomplete, .clear: index = Self.count - 1
        }
    }
}

/// The end of the rows of listed generations, one after the other, that belong to one group.
struct RowGroupEnd {
    let group: RowGroup
    /// Offsets in the bytes of each file's rows.
    var generations: Int
    var findings: Int
    var objects: Int
}
