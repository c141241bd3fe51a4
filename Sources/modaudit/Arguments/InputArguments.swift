import ArgumentParser

/// What every command that reads responses requires of its arguments.
enum InputArguments {
    /// Refuses a list of inputs that cannot be read.
    static func validate(_ inputs: [String]) throws {
        if inputs.isEmpty {
            throw ValidationError("No input. Name files, folders, or - for standard input.")
        }
        if inputs.count(where: { $0 == "-" }) > 1 {
            throw ValidationError("Standard input (-) can be read only once.")
        }
    }

    /// Refuses a number of batches that `--jobs` does not allow.
    static func validate(jobs: Int?) throws {
        if let jobs, !(1...1024 ~= jobs) { throw ValidationError("--jobs must be 1 to 1024, not \(jobs).") }
    }
}
