import ArgumentParser
import Glibc
import Policies
import Reporting
import Reviews
import Utilities

/// The ledger and the waivers of a report (CONTRACT section 15).
struct ReviewOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Ledger of reviewers' decisions (review import). Fills in the dispositions.", valueName: "folder"),
        completion: .directory)
    var decisions: String?

    @Option(
        help: ArgumentHelp("Waivers: findings that are accepted in advance.", valueName: "file"),
        completion: .yaml)
    var waivers: String?

    /// The dispositions of a run; nil without the options.
    /// - Throws: `ExitStatus.policyRefused` if the waivers are refused, and `ExitStatus.failed` if the ledger cannot be read,
    ///   after writing the errors to standard error.
    func dispositions(_ policy: Policy, asOf: Int64) throws -> ReportDispositions? {
        if decisions == nil, waivers == nil { return nil }
        let waivers = try waivers.map { try Self.waivers(at: $0, for: policy) }
        do {
            return try ReportDispositions(
                decisions: decisions, waivers: waivers, policy: policy, asOf: asOf)
        } catch {
            Terminal.say("\(error)")
            throw ExitStatus.failed
        }
    }

    /// The waivers in a file.
    /// - Throws: `ExitStatus.policyRefused` after writing the errors to standard error.
    static func waivers(at path: String, for policy: Policy) throws -> Waivers {
        let bytes = try bytes(at: path)
        do {
            return try WaiverReader.read(bytes, named: path, for: policy)
        } catch {
            Terminal.write(error.rendered(), to: STDERR_FILENO)
            throw ExitStatus.policyRefused
        }
    }

    /// The bytes of a file of waivers.
    static func bytes(at path: String) throws -> [UInt8] {
        do throws(SystemError) {
            return try FileDescriptor(opening: path, O_RDONLY).readAll(limit: PolicyLimits.bytes + 1)
        } catch {
            Terminal.say("cannot read the waivers \(path.visible): \(error)")
            throw ExitStatus.policyRefused
        }
    }
}
