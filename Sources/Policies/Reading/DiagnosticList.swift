/// The diagnostics of one file, in the order in which they are found.
struct DiagnosticList {
    private struct Entry: Hashable {
        var position: SourcePosition
        var message: String
        var fixIt: String?
    }

    private var entries: [Entry] = []
    private var seen: Set<Entry> = []
    /// Positions of values that need no further diagnostics.
    private var closed: Set<SourcePosition> = []

    var isEmpty: Bool { entries.isEmpty }

    /// Adds a diagnostic once per position and message: an alias repeats a fault that the file holds once. The fix
    /// is evaluated only for a kept diagnostic, because a suggestion takes time and a file can have a million
    /// faults.
    mutating func refuse(
        _ position: SourcePosition, _ message: String, fixIt: @autoclosure () -> String? = nil
    ) {
        // An omitted diagnostic needs no memory.
        guard entries.count < 50 * PolicyLimits.diagnostics, !closed.contains(position) else { return }
        let entry = Entry(position: position, message: message, fixIt: fixIt())
        if seen.insert(entry).inserted { entries.append(entry) }
    }

    /// Adds a diagnostic and ignores all later ones at its position.
    mutating func refuseForGood(_ position: SourcePosition, _ message: String, fixIt: String? = nil) {
        refuse(position, message, fixIt: fixIt)
        closed.insert(position)
    }

    /// All diagnostics sorted by position, then in the order found.
    func errors(in source: PolicySource) -> PolicyErrors {
        let sorted = entries.enumerated().sorted {
            ($0.element.position, $0.offset) < ($1.element.position, $1.offset)
        }
        let diagnostics = sorted.prefix(PolicyLimits.diagnostics).map { _, entry in
            let position = source.clamped(entry.position)
            return PolicyDiagnostic(
                line: position.line, column: source.editorColumn(of: position), message: entry.message,
                fixIt: entry.fixIt, excerpt: source.excerpt(at: position))
        }
        return PolicyErrors(
            path: source.path, diagnostics: diagnostics, omitted: sorted.count - diagnostics.count)
    }
}
