import Policies

extension Band {
    /// The word for it in reports.
    var title: String {
        switch self {
        case .clear: "clear"
        case .missing: "missing"
        case .near: "near"
        case .flagged: "flagged"
        }
    }
}
