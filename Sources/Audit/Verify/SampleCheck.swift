import Digests
import Policies
package import Reporting

/// Draws a sample again from its inputs (CONTRACT section 16).
package enum SampleCheck {
    /// What drawing again shows.
    /// - Parameters:
    ///   - request: The inputs. The policy is replaced by the one in the folder.
    ///   - seed: The seed of the sample; nil if none was given.
    package static func outcome(
        of path: String, _ request: ScanRequest, seed: SampleSeed?
    ) async throws(ScanError) -> Verification.Outcome {
        guard !request.inputs.isEmpty else { return .unchecked("give --input to check it") }
        guard let seed else { return .unchecked("give --seed-file or --seed to check it") }
        do throws(ScanError) {
            let sample = try Scan.reporting { () throws(ReportError) in try SealedSample(at: path) }
            guard sample.isSeed(seed) else { return .broken(["the sample was drawn with another seed"]) }
            guard let policy = try? PolicyFile.read(sample.policy, named: ReportFileName.policy) else {
                return .broken(["the policy of the sample is not valid for this version of modaudit"])
            }
            var rules: [Int] = []
            for rule in sample.rules {
                guard let index = policy.rules.firstIndex(where: { $0.id == rule.id }) else {
                    return .broken(["the policy of the sample has no rule \(rule.id)"])
                }
                rules.append(index)
            }
            guard rules == rules.sorted() else {
                return .broken(["the rules of the sample have another order"])
            }
            var request = request
            request.policy = policy
            let sampling = try Sampling(request, rules: rules, seed: seed, options: sample.options)
            let contents = try await sampling.contents()
            let differences = try Scan.reporting { () throws(ReportError) in
                try sample.differences(from: contents)
            }
            guard differences.isEmpty else { return .broken(differences) }
            return .holds("\(contents.drawn) questions of \(contents.summary.audited) generations, drawn again")
        } catch {
            guard case .report(let fault) = error else { throw error }
            return .broken([fault.description])
        }
    }
}

extension SealedSample {
    fileprivate func isSeed(_ other: SampleSeed) -> Bool {
        if let seed { return seed.utf8.elementsEqual(other.bytes) }
        return seedSHA256 == SHA256Digest.hex(of: other.bytes)
    }
}
