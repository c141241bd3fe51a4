import ArgumentParser
import Audit

/// What a shell offers for an argument, beside folders.
extension CompletionKind {
    /// Input files (CONTRACT section 1).
    static var inputs: CompletionKind { .file(extensions: InputEndings.all.map { String($0.dropFirst()) }) }
    static var yaml: CompletionKind { .file(extensions: ["yaml", "yml"]) }
    static var idLists: CompletionKind { .file(extensions: ["csv", "txt"]) }
}
