import Policies
import Responses

/// The number of rows written of each sort, with which the summary is compared.
struct RowCounts: Sendable, Equatable {
    var flagged = 0
    var near = 0
    var incomplete = 0
    /// Rows of clear generations, which no report may contain.
    var clear = 0
    var findingsFlagged = 0
    var findingsNear = 0
    var unaudited: [Unaudited.Kind: Int] = [:]
    var duplicates = 0

    init() {}

    init(from part: inout PartDecoder) throws(PartFault) {
        flagged = try part.count()
        near = try part.count()
        incomplete = try part.count()
        clear = try part.count()
        findingsFlagged = try part.count()
        findingsNear = try part.count()
        for kind in Unaudited.Kind.allCases { unaudited[kind] = try part.count() }
        duplicates = try part.count()
    }

    func write(to part: inout PartEncoder) {
        for count in [flagged, near, incomplete, clear, findingsFlagged, findingsNear] { part.count(count) }
        for kind in Unaudited.Kind.allCases { part.count(unaudited[kind, default: 0]) }
        part.count(duplicates)
    }

    mutating func add(_ decision: Decision) {
        switch decision {
        case .flagged: flagged += 1
        case .near: near += 1
        case .incomplete: incomplete += 1
        case .clear: clear += 1
        }
    }

    mutating func add(_ band: Band) {
        switch band {
        case .flagged: findingsFlagged += 1
        case .near: findingsNear += 1
        case .clear, .missing: break
        }
    }

    /// Recounts unaudited rows as superseded, by the kind that they were counted as.
    mutating func supersede(_ kinds: [Unaudited.Kind: Int]) {
        for (kind, count) in kinds {
            unaudited[kind, default: 0] -= count
            unaudited[.superseded, default: 0] += count
        }
    }

    mutating func add(_ other: RowCounts) {
        flagged += other.flagged
        near += other.near
        incomplete += other.incomplete
        clear += other.clear
        findingsFlagged += other.findingsFlagged
        findingsNear += other.findingsNear
        unaudited.merge(other.unaudited, uniquingKeysWith: +)
        duplicates += other.duplicates
    }
}
