import Intake

/// The endings of input files.
package enum InputEndings {
    /// The endings, with their dots, of the files that are read in folders (CONTRACT section 1).
    package static var all: [String] { FileEnding.all }
}
