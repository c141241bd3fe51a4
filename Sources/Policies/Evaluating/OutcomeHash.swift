/// A 64-bit hash of the bands of a policy's rules, equal in every run and on every machine.
///
/// A word holds 32 bands, two bits each, and a bijection mixes each word into the state. The outcomes of up to 32
/// rules therefore never collide; those of more rules collide with a probability of 2⁻⁶⁴.
struct OutcomeHash {
    private var state: UInt64 = 0
    private var word: UInt64 = 0
    private var count = 0

    @inline(__always)
    mutating func add(_ band: Band) {
        word = word << 2 | UInt64(band.rawValue)
        count += 1
        if count == 32 { mix() }
    }

    /// The hash of the bands added so far.
    var value: UInt64 {
        var last = self
        if count > 0 { last.mix() }
        return last.state
    }

    /// The finalizer of SplitMix64 (Steele, Lea, Flood 2014).
    private mutating func mix() {
        var bits = (state ^ word) &+ 0x9E37_79B9_7F4A_7C15
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        state = bits ^ (bits >> 31)
        word = 0
        count = 0
    }
}
