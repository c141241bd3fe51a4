import ArgumentParser
import Audit

/// What `scan`, `explain` and `verify` take for one JSON text: the same, so that they judge the same.
struct TextLimit: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The most bytes one JSON text may have: 65536, 512k, 64M, 2G.", valueName: "size"))
    var maxResponse = ByteSize(bytes: 64 << 20)

    func validate() throws {
        if maxResponse.bytes > ScanRequest.longestResponse {
            throw ValidationError("--max-response is at most 2G.")
        }
    }
}
