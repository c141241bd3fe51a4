import Responses

/// The rows of the previous report in memory, with at most 64 bytes per row (CONTRACT section 13). Other values are
/// read from the file when they are needed.
struct PreviousRows: ~Copyable, Sendable {
    /// The result of the comparison for a row.
    enum Fate: Hashable {
        /// A current row was compared with it.
        case matched
        /// Another row of its identity is listed now, or the row has no identity.
        case unmatched
        /// The input has its identity, and no row of the identity is listed now.
        case cleared
        /// The input does not have its identity.
        case notSeen
    }

    /// How the IDs of rows become identities.
    let keying: IDKeying
    private var identities: [IDKey] = []
    private var contents: [UInt64] = []
    /// The offset of each object, and the offset after the last one.
    private var starts: [Int] = []
    private var revisions: [UInt32] = []
    /// For the first row of each identity, the row of the identity with the highest rank.
    private var best: [UInt32] = []
    private var firstListed: [UInt32] = []
    /// The rank in five bits, and marks in the others.
    private var marks: [UInt8] = []
    /// The first row of each identity, and the rows of its other revisions.
    private var byIdentity = RowTable(), byRevision = RowTable()
    /// The distinct texts of `first_listed`. The first one is empty.
    private var moments = [""], momentNumbers: [String: UInt32] = [:]

    private static let isMatched: UInt8 = 0x20, isListed: UInt8 = 0x40, isSeen: UInt8 = 0x80
    private static let rankBits: UInt8 = 0x1F
    /// The maximum number of rows.
    static let limit = Int(UInt32.max) - 1

    init(_ keying: IDKeying) { self.keying = keying }

    var count: Int { identities.count }

    /// Reserves memory for exactly this number of rows, so that no array grows beyond it.
    mutating func reserve(_ count: Int) {
        identities.reserveCapacity(count)
        contents.reserveCapacity(count)
        starts.reserveCapacity(count)
        revisions.reserveCapacity(count)
        best.reserveCapacity(count)
        firstListed.reserveCapacity(count)
        marks.reserveCapacity(count)
    }

    /// Adds the next row.
    /// - Parameter moment: The row's `first_listed`; nil if it has none.
    mutating func add(_ row: ListedRow, from start: Int, moment: String?) {
        let index = count
        let identity = row.identity(keying), revision = row.revision
        identities.append(identity)
        contents.append(row.content)
        starts.append(start)
        revisions.append(revision)
        best.append(UInt32(index))
        firstListed.append(number(of: moment))
        marks.append(row.rank)
        guard identity != .none else { return }
        let first = byIdentity.add(index) { [identities] in
            identities[$0].low
        } unless: { [identities] in
            identities[$0].low == identity.low && identities[$0].high == identity.high
        }
        guard let first else { return }
        if rank(index) > rank(Int(best[first])) { best[first] = UInt32(index) }
        if revisions[first] == revision { return }
        _ = byRevision.add(index) { [identities, revisions] in
            Self.hash(identities[$0], revisions[$0])
        } unless: { [identities, revisions] in
            revisions[$0] == revision && identities[$0] == identity
        }
    }

    private mutating func number(of moment: String?) -> UInt32 {
        guard let moment else { return 0 }
        if let known = momentNumbers[moment] { return known }
        moments.append(moment)
        momentNumbers[moment] = UInt32(moments.count - 1)
        return UInt32(moments.count - 1)
    }

    /// Marks an identity that the input has.
    mutating func see(_ identity: IDKey) {
        if let first = first(of: identity) { marks[first] |= Self.isSeen }
    }

    /// Marks the identity of a current row as listed, and the row that it is compared with as compared.
    /// - Returns: The row with the same identity and revision, otherwise the row of the identity with the highest rank;
    ///   nil if the identity was not listed.
    mutating func match(_ identity: IDKey, _ revision: UInt32) -> Int? {
        guard identity != .none, let first = first(of: identity) else { return nil }
        let row = row(identity, revision, first) ?? Int(best[first])
        marks[first] |= Self.isListed
        marks[row] |= Self.isMatched
        return row
    }

    /// The result of the comparison for a row. Valid after the last `match`.
    func fate(of row: Int) -> Fate {
        if marks[row] & Self.isMatched != 0 { return .matched }
        guard identities[row] != .none, let first = first(of: identities[row]),
            marks[first] & Self.isListed == 0
        else { return .unmatched }
        return marks[first] & Self.isSeen != 0 ? .cleared : .notSeen
    }

    /// `ListedRow.content` of a row.
    func content(of row: Int) -> UInt64 { contents[row] }

    /// `first_listed` of a row; empty if the previous report has none.
    func firstListed(of row: Int) -> String { moments[Int(firstListed[row])] }

    /// The offset in the file at which the object of a row begins.
    func start(of row: Int) -> Int { starts[row] }

    private func rank(_ row: Int) -> UInt8 { marks[row] & Self.rankBits }

    private func first(of identity: IDKey) -> Int? {
        byIdentity.row(identity.low) {
            identities[$0].low == identity.low && identities[$0].high == identity.high
        }
    }

    private func row(_ identity: IDKey, _ revision: UInt32, _ first: Int) -> Int? {
        if revisions[first] == revision { return first }
        return byRevision.row(Self.hash(identity, revision)) {
            revisions[$0] == revision && identities[$0] == identity
        }
    }

    private static func hash(_ identity: IDKey, _ revision: UInt32) -> UInt64 {
        identity.low ^ (UInt64(revision) &* 0x9E37_79B9_7F4A_7C15)
    }
}
