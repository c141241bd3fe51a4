/// One sampled frame of a legal classifier. An absent or invalid value is nil, and the frame is then defective.
///
/// A response has a hundred frames per generation, so one byte says which values exist: 24 bytes instead of 40.
public struct LegalFrame: Sendable {
    @usableFromInline var givenLabel: Int64 = 0
    @usableFromInline var givenProbability: Double = 0
    /// Which of `label`, `probability` and `verdict` exist, and the verdict in the highest bit.
    @usableFromInline var marks: UInt8 = 0

    @usableFromInline static var hasLabel: UInt8 { 1 }
    @usableFromInline static var hasProbability: UInt8 { 2 }
    @usableFromInline static var hasVerdict: UInt8 { 4 }
    @usableFromInline static var isTrue: UInt8 { 8 }
    @usableFromInline static var hasAll: UInt8 { 7 }

    /// Creates a frame.
    public init(label: Int64? = nil, probability: Double? = nil, verdict: Bool? = nil) {
        if let label { (givenLabel, marks) = (label, Self.hasLabel) }
        if let probability { (givenProbability, marks) = (probability, marks | Self.hasProbability) }
        if let verdict { marks |= Self.hasVerdict | (verdict ? Self.isTrue : 0) }
    }

    /// Creates a frame with all values.
    @inline(__always)
    init(_ label: Int64, _ probability: Double, _ verdict: Bool) {
        givenLabel = label
        givenProbability = probability
        marks = verdict ? Self.hasAll | Self.isTrue : Self.hasAll
    }

    /// `l`, the recognised class. It has no public meaning.
    @inlinable @inline(__always)
    public var label: Int64? { marks & Self.hasLabel != 0 ? givenLabel : nil }

    /// `p`, 0…1.
    @inlinable @inline(__always)
    public var probability: Double? { marks & Self.hasProbability != 0 ? givenProbability : nil }

    /// `v`.
    @inlinable @inline(__always)
    public var verdict: Bool? { marks & Self.hasVerdict != 0 ? marks & Self.isTrue != 0 : nil }

    /// Whether all three values are valid.
    @inlinable @inline(__always)
    public var isSound: Bool { marks & Self.hasAll == Self.hasAll }

    /// The three values if all are valid; nil for a defective frame.
    @inlinable @inline(__always)
    public var sound: (label: Int64, probability: Double, verdict: Bool)? {
        isSound ? (givenLabel, givenProbability, marks & Self.isTrue != 0) : nil
    }
}
