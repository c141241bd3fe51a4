import ArgumentParser
import Reporting
import Utilities

/// The seed of a sample, in a file or as a text.
struct SeedOptions: ParsableArguments {
    /// The lengths of a seed in a file, in bytes.
    static let lengths = 16...4_096

    @Option(
        help: ArgumentHelp(
            "Seed of the sample: at least 16 bytes that only the owner of the file can read.", valueName: "file"
        ),
        completion: .file())
    var seedFile: String?

    @Option(
        help: ArgumentHelp(
            "Seed of the sample as a text, which the sample shows. Anyone who knows it can choose ids that are never drawn.",
            valueName: "text"))
    var seed: String?

    func validate() throws {
        if seed != nil, seedFile != nil { throw ValidationError("--seed-file and --seed exclude each other.") }
        if seed?.isEmpty == true { throw ValidationError("--seed needs a text.") }
    }

    /// The seed; nil if none is given.
    /// - Throws: `ExitStatus.usage` after writing the error to standard error.
    func read() throws -> SampleSeed? {
        if let seed { return SampleSeed(text: seed) }
        guard let seedFile else { return nil }
        do {
            return SampleSeed(secret: try SecretFile.bytes(at: seedFile, of: "seed", count: Self.lengths))
        } catch {
            Terminal.say("\(error)")
            throw ExitStatus.usage
        }
    }
}
