import ArgumentParser
import Statistics
import Utilities

extension SampleSizes {
    /// The sizes of `flagged=50,near=50,clear=100,incomplete=20`. Keys that are left out keep their defaults.
    static func argument(_ text: String) throws -> SampleSizes {
        var sizes = SampleSizes(), keys: Set<Substring> = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard pair.count == 2, let size = Int(pair[1]), 0...largest ~= size, keys.insert(pair[0]).inserted
            else {
                throw ValidationError(
                    "--size lists flagged, near, clear and incomplete, each at most once, with 0 to "
                        + "\(largest.grouped): flagged=50,clear=100.")
            }
            switch pair[0] {
            case "flagged": sizes.flagged = size
            case "near": sizes.near = size
            case "clear": sizes.clear = size
            case "incomplete": sizes.incomplete = size
            default:
                throw ValidationError(
                    "--size has no key '\(pair[0])'. Keys: flagged, near, clear, incomplete.")
            }
        }
        return sizes
    }
}
