import Policies
import Responses
import Utilities

/// The result of a condition as text: `0.98 ≥ 0.9: flagged`.
enum RuleWords {
    /// The result of a test for a signal.
    static func reading(of measure: SignalMeasure, _ test: Test) -> String {
        guard let band = measure.band, let value = measure.value else {
            return "has no usable value: missing"
        }
        let end = band.name + (measure.state == .partial ? " (some frames could not be read)" : "")
        switch (test, value) {
        case (.threshold(let threshold), .number(let number)):
            let worst = worstFrame(threshold, measure.frames)
            return "\(subject(threshold, measure.frames))\(threshold.words(for: number))\(worst): \(end)"
        case (.is(let expected), .boolean(let boolean)):
            return "is \(boolean)\(boolean == expected ? "" : ", not \(expected)"): \(end)"
        case (.isIn(let texts), .text(let text)), (.notIn(let texts), .text(let text)):
            return "\(quoted(text)) is \(isAmong(text, texts) ? "" : "not ")in \(list(texts)): \(end)"
        default: return "is of another kind: \(end)"
        }
    }

    /// The value of a signal.
    static func value(of measure: SignalMeasure) -> String {
        let part = measure.state == .partial ? "; some frames could not be read" : ""
        switch measure.value {
        case nil: return "has no usable value"
        case .text(let text): return quoted(text)
        case .boolean(let boolean):
            guard let frames = measure.frames else { return "\(boolean)" }
            return "true in \(boolean ? frames.hit : 0) of \(count(frames))\(part)"
        case .number(let number):
            guard let frames = measure.frames else { return number.shortest }
            let label = frames.label.map { ", label \($0)" } ?? ""
            return "\(number.shortest) at most in \(count(frames)) (frame \(frames.worst)\(label))\(part)"
        }
    }

    private static func subject(_ threshold: Threshold, _ frames: MatchedFrames?) -> String {
        guard let frames else { return "" }
        let hit = threshold.frameAt.map { " with ≥ \($0.shortest)" } ?? ""
        return "\(threshold.statistic.rawValue) of \(count(frames))\(hit): "
    }

    private static func worstFrame(_ threshold: Threshold, _ frames: MatchedFrames?) -> String {
        guard let frames, threshold.statistic == .max else { return "" }
        return " (frame \(frames.worst)\(frames.label.map { ", label \($0)" } ?? ""))"
    }

    private static func count(_ frames: MatchedFrames) -> String {
        "\(frames.total) frame\(frames.total == 1 ? "" : "s")"
    }

    private static func isAmong(_ text: BorrowedText, _ texts: [String]) -> Bool {
        texts.contains { text == $0 }
    }

    private static func quoted(_ text: BorrowedText) -> String { "“\(String(text).visible)”" }

    private static func list(_ texts: [String]) -> String { texts.map(\.visible).joined(separator: ", ") }
}
