import ArgumentParser
import Audit

/// The option `--max-response` of `scan`, `explain` and `verify`. They share it so that they read the same texts.
struct TextLimit: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Largest JSON text in bytes: 65536, 512k, 64M, 2G.", valueName: "size"))
    var maxResponse = ByteSize(bytes: 64 << 20)

    func validate() throws {
        if maxResponse.bytes > ScanRequest.longestResponse {
            throw ValidationError("--max-response must be at most 2G.")
        }
    }
}
