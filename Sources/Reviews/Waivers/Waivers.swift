import Utilities

/// The waivers of a file (CONTRACT section 15).
package struct Waivers: Sendable {
    /// In the order of the file.
    package let list: [Waiver]
    /// SHA-256 of the file in 64 lower-case hexadecimal digits.
    package let sha256: String
    /// The waivers with generations, by each of them.
    private var byGeneration: [WaiverMatch.Text: [Int]] = [:]
    /// The other waivers, by each of their rules.
    private var byRule: [String: [Int]] = [:]
    private let rules: [Set<String>]

    /// - Parameter list: Valid waivers, as `WaiverReader` reads them.
    init(_ list: [Waiver], sha256: String) {
        self.list = list
        self.sha256 = sha256
        rules = list.map { Set($0.rules) }
        for (index, waiver) in list.enumerated() {
            if let generations = waiver.match.generations {
                for id in generations { byGeneration[id, default: []].append(index) }
            } else {
                for rule in waiver.rules { byRule[rule, default: []].append(index) }
            }
        }
    }

    /// A waiver by its place in the file, from 0.
    package subscript(index: Int) -> Waiver { list[index] }

    /// The waivers that name the rule of a finding, match it and have begun, in the order of the file: expired ones and
    /// those with a lower ceiling too.
    /// - Parameter isRestricted: Whether the generation has a finding of a restricted rule. Only waivers that name the
    ///   generation then count.
    func fits(
        _ finding: ReviewedFinding, _ subject: ReviewSubject, isRestricted: Bool, asOf: UTCTime
    ) -> [WaiverFit] {
        var candidates = isRestricted ? [] : byRule[finding.ruleID] ?? []
        if !byGeneration.isEmpty, let id = subject.identity, let known = byGeneration[Array(id.utf8)] {
            candidates = (candidates + known.filter { rules[$0].contains(finding.ruleID) }).sorted()
        }
        return candidates.filter {
            list[$0].hasBegun(asOf: asOf) && list[$0].match.fits(finding, subject)
        }.map { index in
            WaiverFit(
                waiver: index, expires: list[index].expires.daysSince1970,
                isExpired: list[index].isExpired(asOf: asOf), isOverCeiling: list[index].isBelow(finding.value))
        }
    }
}

extension Waiver {
    /// Whether a value is above the ceiling. A rule that flags because a signal is missing has no value that is known to
    /// be below.
    fileprivate func isBelow(_ value: ReviewedValue?) -> Bool {
        guard let ceiling else { return false }
        switch value {
        case .number(let number): return number > ceiling
        case .boolean, .text: return false
        case nil: return true
        }
    }
}

/// A waiver that names the rule of a finding, matches it and has begun.
package struct WaiverFit: Sendable, Equatable {
    /// Its place in the file, from 0.
    package let waiver: Int
    /// The day of `expires`, from 1970.
    let expires: Int
    /// Whether it is expired.
    package let isExpired: Bool
    /// Whether the value is above its ceiling.
    package let isOverCeiling: Bool

    /// The one that accepts the finding: the last to expire, then the first in the file.
    static func best(_ fits: [WaiverFit]) -> WaiverFit? {
        var best: WaiverFit?
        for fit in fits where !fit.isExpired && !fit.isOverCeiling && fit.expires > best?.expires ?? .min {
            best = fit
        }
        return best
    }
}
