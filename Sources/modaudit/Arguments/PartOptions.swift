import ArgumentParser
import Audit
import Utilities

/// The options of a scan that writes a part (CONTRACT section 17).
struct PartOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Write a part instead of a report, and its keys beside it; modaudit merge makes the report of all parts.",
            valueName: "file"), completion: .file())
    var part: String?

    @Option(help: ArgumentHelp("Number of the part and of all parts: 3/12.", valueName: "n/m"))
    var partNumber: PartNumber?

    @Option(
        help: ArgumentHelp(
            "Repeats of generations of earlier parts, by their number in this part.", valueName: "file"),
        completion: .file())
    var skip: String?

    func validate() throws {
        if part?.isEmpty == true { throw ValidationError("--part needs the name of a file.") }
        if part != nil, partNumber == nil {
            throw ValidationError(
                "--part needs --part-number: the number of the part and of all parts, as 3/12.")
        }
        if part == nil, partNumber != nil || skip != nil {
            throw ValidationError("\(skip == nil ? "--part-number" : "--skip") needs --part.")
        }
    }

    /// The part to write; nil if a report is to be written.
    /// - Parameter policy: The path of the policy file.
    func request(_ policy: String?) -> PartRequest? {
        guard let part, let partNumber else { return nil }
        return PartRequest(
            path: part, number: partNumber.number, of: partNumber.count, skip: skip, policy: policy)
    }
}

/// The number of a part and of all parts as an argument: `3/12`.
struct PartNumber: ExpressibleByArgument {
    let number: Int
    let count: Int

    init?(argument: String) {
        let numbers = argument.split(separator: "/", omittingEmptySubsequences: false)
        guard numbers.count == 2, numbers.allSatisfy({ $0.utf8.allSatisfy(\.isDigit) }),
            let number = Int(numbers[0]), let count = Int(numbers[1]), 1...PartRequest.mostParts ~= count,
            1...count ~= number
        else { return nil }
        self.number = number
        self.count = count
    }
}

extension PartRequest {
    /// The line of a part that is written.
    func text(_ counts: Scan.PartCounts) -> String {
        "part \(number.grouped) of \(count.grouped): \(counts.generations.counted("generation")), "
            + "\(counts.flagged.grouped) flagged, \(counts.near.grouped) near, \(counts.incomplete.grouped) incomplete\n"
            + "part: \(path.visible)\n"
    }
}
