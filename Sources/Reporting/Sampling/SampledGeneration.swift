package import Policies
package import Responses
package import Statistics

/// A generation as the files of a sample show it. The rows of all rules share it.
package final class SampledGeneration: Sendable {
    /// The longest title or prompt in bytes. A longer one is cut and ends in `…`.
    package static let longestText = 4_096

    /// Where a generation was found, and the digests of what was judged.
    package struct Origin: Sendable {
        /// The position of the JSON text.
        package var place: TextPlace
        /// The SHA-256 of the JSON text, in 64 lower-case hexadecimal digits.
        package var evidence: String
        /// The SHA-256 of its signals, in 64 lower-case hexadecimal digits.
        package var signals: String
        /// Whether the platform flagged the generation.
        package var isFlaggedByPlatform: Bool

        /// Creates an origin. Parameters have the meaning of the properties.
        package init(place: TextPlace, evidence: String, signals: String, isFlaggedByPlatform: Bool) {
            self.place = place
            self.evidence = evidence
            self.signals = signals
            self.isFlaggedByPlatform = isFlaggedByPlatform
        }
    }

    /// The generation as the draw knows it.
    package let identity: SampleDraw.Identity
    let origin: Origin
    let taskID: String?
    let createdAt: String?
    let title: String?
    let prompt: String?
    /// The address in the organisation's own console.
    let link: String?

    /// Copies what the files show of a generation.
    package init(
        _ identity: SampleDraw.Identity, _ generation: GenerationRecord, _ origin: Origin, link: LinkTemplate?
    ) {
        self.identity = identity
        self.origin = origin
        taskID = generation.taskID.map { String($0) }
        createdAt = generation.createdAt.map { Self.text($0) }
        title = generation.title.map(Self.cut)
        prompt = generation.prompt.map(Self.cut)
        self.link = link?.address(of: generation)
    }

    private static func text(_ time: Timestamp) -> String {
        var buffer = OutputBuffer()
        time.write(to: &buffer)
        return String(buffer.text)
    }

    private static func cut(_ text: BorrowedText) -> String {
        text.count <= longestText ? String(text) : String(text.cut(to: longestText)) + "…"
    }
}

/// The value by which a rule reached its band.
package enum SampledValue: Sendable, Equatable {
    case number(Double)
    case boolean(Bool)
    case text(String)

    /// Copies a matched value.
    package init(_ value: MatchedValue) {
        switch value {
        case .number(let number): self = .number(number)
        case .boolean(let boolean): self = .boolean(boolean)
        case .text(let text): self = .text(String(text))
        }
    }
}

/// A generation that can be drawn for a rule.
package struct SampledRow: Sendable {
    /// The generation.
    package var generation: SampledGeneration
    /// The rule's own band.
    package var band: Band
    /// The signal that decided; of a clear generation, the one with the rule's value. Nil if there is none.
    package var signal: String?
    /// Its value.
    package var value: SampledValue?

    /// Creates a row. Parameters have the meaning of the properties.
    package init(_ generation: SampledGeneration, band: Band, signal: String?, value: SampledValue?) {
        self.generation = generation
        self.band = band
        self.signal = signal
        self.value = value
    }
}

/// A stratum of a rule with what was drawn from it.
package struct DrawnStratum: Sendable {
    /// The stratum.
    package var stratum: Stratum
    /// The generations that could be drawn.
    package var population = 0
    /// The generations with restricted findings, which are never drawn.
    package var restricted = 0
    /// The other generations without identity, which are never drawn.
    package var withoutID = 0
    /// How many generations were asked for.
    package var asked = 0
    /// The drawn generations by rank.
    package var rows: [SampledRow] = []

    /// An empty stratum.
    package init(_ stratum: Stratum) { self.stratum = stratum }

    /// All generations of the stratum.
    package var generations: Int { population + restricted + withoutID }
}

/// A rule of a sample with its strata.
package struct DrawnRule: Sendable {
    /// The rule.
    package var rule: Rule
    /// The strata in their order.
    package var strata: [DrawnStratum]

    /// Creates a rule with its strata.
    package init(_ rule: Rule, strata: [DrawnStratum]) {
        self.rule = rule
        self.strata = strata
    }
}
