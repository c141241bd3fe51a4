/// The signals seen so far, each with an ID. An open name of a response (classifier, filter, scope, category) gets
/// its ID when it is first seen.
package struct SignalTable {
    /// The signals by `SignalID.index`. Fixed signals come first, in the order of `FieldSignal`.
    package private(set) var signals: [Signal] = FieldSignal.allCases.map(\.signal)
    /// The kind of each signal. Code that judges copies a kind instead of a whole signal.
    package private(set) var kinds: [SignalKind] = FieldSignal.allCases.map(\.signal.kind)
    /// For each signal, the branches of a category's filter and scope.
    private var branches: [(filter: Int, scope: Int)?] = FieldSignal.allCases.map { _ in nil }
    private var names = NameTree()
    /// For each scope's branch, by its value: the scope's name.
    private var scopeNames: [String] = []
    /// The bytes of the signals' names since `beginText`.
    private(set) var newBytes = 0
    /// The bytes of the names of all signals without a fixed position.
    private(set) var bytes = 0
    /// The length of the longest signal's name in bytes.
    private(set) var longestName = 0
    /// The length of a name over `ResponseFlattener.longestName` seen since `beginText`. The name is cut, so that
    /// memory is bounded, and its text is not audited.
    private(set) var refusedName: Int?
    /// For each branch of a filter or scope, the signal for an unusable block; -1 is the branch of all filters.
    private var unusable: [Int: SignalID] = [:]

    /// Creates a table of the fixed signals.
    package init() {}

    mutating func beginText() {
        newBytes = 0
        refusedName = nil
    }

    /// The beginning of a name that is too long; nil if the name fits.
    private mutating func kept(_ name: BorrowedText) -> BorrowedText? {
        if name.count <= ResponseFlattener.longestName { return nil }
        refusedName = name.count
        return name.cut(to: ResponseFlattener.longestName - 3)
    }

    /// The number of names of classifiers, filters, scopes and categories seen so far.
    var nameCount: Int { names.count }

    /// The signals for the scores and types of all filters with an unusable block.
    mutating func unusableFilters() -> (scores: SignalID, types: SignalID) {
        let scores = unusable(nil)
        return (scores, SignalID(scores.index + 1))
    }

    /// The signal for all scores of a filter or scope with an unusable block. Without a branch, the signal for the
    /// scores of all filters; the signal for their types follows it.
    mutating func unusable(_ branch: Int?) -> SignalID {
        if let known = unusable[branch ?? -1] { return known }
        let id = SignalID(signals.count)
        var segments = ["*", "*", "*"]
        if let branch {
            let parent = names[branch].parent
            if parent == Self.filterBranch {
                segments[0] = Self.filterSegment(names.name(of: branch))
            } else {
                segments[0] = Self.filterSegment(names.name(of: parent))
                segments[1] = Signal.segment(names.name(of: branch))
            }
        }
        append(Signal(name: segments.joined(separator: "."), kind: .number, origin: .unusable))
        if branch == nil { append(Signal(name: "*.type", kind: .text, origin: .unusable)) }
        unusable[branch ?? -1] = id
        return id
    }

    /// The signal with an ID of this table.
    package subscript(id: SignalID) -> Signal { signals[id.index] }

    /// The series of a legal classifier.
    @inline(__always)
    mutating func legal(_ classifier: BorrowedText) -> (scores: SignalID, verdicts: SignalID) {
        if let found = names.find(Self.legalBranch, classifier) {
            let id = names[found].value
            return (SignalID(id), SignalID(id + 1))
        }
        if let cut = kept(classifier) { return legal(cut) }
        let id = SignalID(signals.count), name = String(classifier), segment = Signal.segment(name)
        names.add(Self.legalBranch, classifier, value: id.index)
        append(Signal(name: "legal.\(segment).score", kind: .scores, origin: .legal(classifier: name)))
        append(
            Signal(name: "legal.\(segment).verdict", kind: .verdicts, origin: .legal(classifier: name)))
        return (id, SignalID(id.index + 1))
    }

    /// A filter's branch in the tree of names, and the signal of its type.
    @inline(__always)
    mutating func filter(_ filter: BorrowedText) -> (branch: Int, type: SignalID) {
        if let found = names.find(Self.filterBranch, filter) { return (found, SignalID(names[found].value)) }
        if let cut = kept(filter) { return self.filter(cut) }
        let id = SignalID(signals.count), name = String(filter)
        let branch = names.add(Self.filterBranch, filter, value: id.index)
        append(
            Signal(name: "\(Self.filterSegment(name)).type", kind: .text, origin: .filterType(filter: name)))
        return (branch, id)
    }

    /// A scope's branch under its filter's branch.
    @inline(__always)
    mutating func scope(_ scope: BorrowedText, of filter: Int) -> Int {
        names.find(filter, scope) ?? add(scope, of: filter)
    }

    private mutating func add(_ scope: BorrowedText, of filter: Int) -> Int {
        if let cut = kept(scope) { return self.scope(cut, of: filter) }
        scopeNames.append(String(scope))
        return names.add(filter, scope, value: scopeNames.count - 1)
    }

    /// The score of a category in a scope. The categories of a scope mostly come in the same order.
    /// - Parameter previous: The branch of the category before, or of the scope before the first one. It becomes the
    ///   category's.
    @inline(__always)
    mutating func category(_ category: BorrowedText, of scope: Int, after previous: inout Int) -> SignalID {
        if let next = names.next(after: previous, scope, category) {
            previous = next
            return SignalID(names[next].value)
        }
        return self.category(category, of: scope, &previous)
    }

    @inline(never)
    private mutating func category(_ category: BorrowedText, of scope: Int, _ branch: inout Int) -> SignalID {
        if let found = names.find(scope, category) {
            branch = found
            return SignalID(names[found].value)
        }
        if let cut = kept(category) { return self.category(cut, of: scope, &branch) }
        let id = SignalID(signals.count), name = String(category)
        branch = names.add(scope, category, value: id.index)
        let scopeName = scopeNames[names[scope].value]
        let filterName = self.filterName(names[scope].parent)
        let segments = [Self.filterSegment(filterName), Signal.segment(scopeName), Signal.segment(name)]
        append(
            Signal(
                name: segments.joined(separator: "."), kind: .number,
                origin: .category(filter: filterName, scope: scopeName, category: name)),
            (names[scope].parent, scope))
        return id
    }

    /// The filter's name, shared by all of its signals.
    private func filterName(_ branch: Int) -> String {
        if case .filterType(let name) = signals[names[branch].value].origin { return name }
        return names.name(of: branch)
    }

    /// The branches of a category's filter and scope in the tree of names; nil for any other signal.
    func branches(of signal: SignalID) -> (filter: Int, scope: Int)? { branches[signal.index] }

    private mutating func append(_ signal: Signal, _ branches: (filter: Int, scope: Int)? = nil) {
        let count = signal.name.utf8.count
        newBytes += count
        bytes += count
        longestName = max(longestName, count)
        signals.append(signal)
        kinds.append(signal.kind)
        self.branches.append(branches)
    }

    private static let legalBranch = -1
    private static let filterBranch = -2

    /// The first segment of a filter's name. A filter with the name of a block of fixed signals is escaped.
    private static func filterSegment(_ name: String) -> String {
        switch name {
        case "legal": "%6Cegal"
        case "output": "%6Futput"
        case "generation": "%67eneration"
        case "task": "%74ask"
        case "u18": "%7518"
        default: Signal.segment(name)
        }
    }
}

/// The signals with a fixed position in a response. The raw value is the ID in every table.
enum FieldSignal: Int, CaseIterable {
    case outputIsFlagged, outputIsTerminal, outputRiskLevel, outputType
    case generationType, generationCode, generationIsOutputRejection
    case taskType, taskCode, taskIsOutputRejection, taskNeedsUserReview
    case taskUnsafeGenerations
    case u18IsChild, u18IsRealistic

    var id: SignalID { SignalID(rawValue) }

    var signal: Signal {
        let (name, kind): (String, SignalKind) =
            switch self {
            case .outputIsFlagged: ("output.is_flagged", .boolean)
            case .outputIsTerminal: ("output.is_terminal", .boolean)
            case .outputRiskLevel: ("output.risk_level", .number)
            case .outputType: ("output.type", .text)
            case .generationType: ("generation.moderation.type", .text)
            case .generationCode: ("generation.moderation.code", .text)
            case .generationIsOutputRejection: ("generation.moderation.is_output_rejection", .boolean)
            case .taskType: ("task.moderation.type", .text)
            case .taskCode: ("task.moderation.code", .text)
            case .taskIsOutputRejection: ("task.moderation.is_output_rejection", .boolean)
            case .taskNeedsUserReview: ("task.needs_user_review", .boolean)
            case .taskUnsafeGenerations: ("task.num_unsafe_generations", .number)
            case .u18IsChild: ("u18.is_child", .boolean)
            case .u18IsRealistic: ("u18.is_realistic", .boolean)
            }
        return Signal(name: name, kind: kind, origin: .field)
    }
}
