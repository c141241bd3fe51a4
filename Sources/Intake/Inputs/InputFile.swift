/// A file of the run, in the order of reading (CONTRACT section 6, `inputs`).
package struct InputFile: Sendable, Equatable {
    /// As the reports show it: the argument, and behind it the path relative to it. Bytes that are not UTF-8 are shown
    /// as U+FFFD. `-` is standard input.
    package var path: String
    /// Bytes read from it, compressed as they were; complete once the file has been read to its end.
    package var bytes: Int
}
