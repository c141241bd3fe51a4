/// The diagnostics of one file, as they are found.
struct DiagnosticList {
    private struct Entry: Hashable {
        var position: SourcePosition
        var message: String
        var fixIt: String?
    }

    private var entries: [Entry] = []
    private var seen: Set<Entry> = []
    /// Places of values that can't be judged any further.
    private var closed: Set<SourcePosition> = []

    var isEmpty: Bool { entries.isEmpty }

    /// Adds one, once: what an alias repeats is wrong in one place only.
    /// `mend` is evaluated only where the diagnostic is kept: a suggestion takes time, and a file can have a million.
    mutating func refuse(
        _ position: SourcePosition, _ message: String, fixIt: @autoclosure () -> String? = nil
    ) {
        // What nobody will be shown is not worth its memory.
        guard entries.count < 50 * PolicyLimits.diagnostics, !closed.contains(position) else { return }
        let entry = Entry(position: position, message: message, fixIt: fixIt())
        if seen.insert(entry).inserted { entries.append(entry) }
    }

    /// Adds one that makes every later one at the same place idle.
    mutating func refuseForGood(_ position: SourcePosition, _ message: String, fixIt: String? = nil) {
        refuse(position, message, fixIt: fixIt)
        closed.insert(position)
    }

    /// All of them by position, those of one position as they were found.
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
