import ArgumentParser

/// A time span as an argument, up to 1,000,000 seconds: `30`, `30s`, `15m`, `2h`.
struct TimeSpan: ExpressibleByArgument {
    let seconds: Double

    init(seconds: Double) { self.seconds = seconds }

    init?(argument: String) {
        let units: [Character: Double] = ["s": 1, "m": 60, "h": 3600]
        let unit = argument.last.flatMap { units[$0] }
        guard let number = Double(unit == nil ? argument[...] : argument.dropLast()), number.isFinite,
            number > 0,
            number * (unit ?? 1) <= 1e6
        else { return nil }
        seconds = number * (unit ?? 1)
    }

    var duration: Duration { .seconds(seconds) }

    /// The time span as an argument, in whole seconds.
    var text: String {
        let whole = Int(seconds)
        if whole % 3600 == 0 { return "\(whole / 3600)h" }
        return whole % 60 == 0 ? "\(whole / 60)m" : "\(whole)s"
    }

    var defaultValueDescription: String { text }
}
