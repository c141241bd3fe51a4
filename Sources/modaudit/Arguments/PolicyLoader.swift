import ArgumentParser
import Glibc
import Policies
import Utilities

/// Reads the policy that a command uses.
enum PolicyLoader {
    /// The policy in the file at `path`, or the built-in policy if `path` is nil.
    /// - Throws: `ExitStatus.policyRefused` after writing the errors to standard error.
    static func read(_ path: String?) throws -> Policy {
        do {
            guard let path else { return try Baseline.policy() }
            return try PolicyFile.read(bytes(at: path), named: path)
        } catch let errors as PolicyErrors {
            Terminal.write(errors.rendered(), to: STDERR_FILENO)
            throw ExitStatus.policyRefused
        }
    }

    /// The bytes of the file, at most one more than `PolicyLimits.bytes`.
    /// - Throws: `ExitStatus.policyRefused` after writing the error to standard error.
    static func bytes(at path: String) throws -> [UInt8] {
        do throws(SystemError) {
            return try FileDescriptor(opening: path, O_RDONLY).readAll(limit: PolicyLimits.bytes + 1)
        } catch {
            Terminal.say("cannot read the policy \(path.visible): \(error)")
            throw ExitStatus.policyRefused
        }
    }
}
