import Digests
import Policies
import Statistics
import Utilities

/// `tuning.html`: the curves of all swept tests for people, a single self-contained file without a script (CONTRACT section
/// 16).
struct TuningPage {
    /// The maximum number of tests with a section; the others are in the tables.
    private static let testsShown = 200
    private static let rulesShown = 200

    private let result: TuningResult

    init(_ result: TuningResult) { self.result = result }

    func text() -> [UInt8] {
        let shown = result.tests.prefix(Self.testsShown)
        let more = result.tests.count - shown.count
        let page: HTML = """
            \(head)\(choices)\(shown.enumerated().map { TuningSection($1, number: $0 + 1, result).html })\
            \("<p class=\"dim\">\(more.counted("more test")) in <code>workload.csv</code>.</p>", if: more > 0)\
            \(others)\(verdicts)\(tail)
            """
        return page.bytes
    }

    private var style: HTML { "\(PageStyle.text)\(TuningStyle.text)" }

    private var head: HTML {
        let policy = PageText.short(result.policy.name), version = PageText.short(result.policy.version)
        let asOf = PageText.moment(result.summary.asOf), tool = result.summary.tool
        return """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; \
            style-src 'sha256-\(SHA256Digest.base64(of: style.bytes))'; base-uri 'none'; form-action 'none'">
            <meta name="referrer" content="no-referrer">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>Thresholds of \(policy), \(asOf)</title>
            <style>\(style)</style>
            </head>
            <body>
            <a class="skip" href="#main">Skip to the rules</a>
            <header>
            <h1>Thresholds</h1>
            <p class="lead">\(sentence)</p>
            <p class="facts">Policy <b>\(policy)</b>\(" \(version)", if: !version.isEmpty) · as of <time>\(asOf)</time> · \
            \(tool.name) \(tool.version)<br>
            <span class="dim">policy sha256 <code>\(result.policy.sha256)</code></span></p>
            \(delta)<p class="warn">\(TuningResult.warning)</p>
            </header>
            <main id="main">

            """
    }

    private var sentence: String {
        let audited = result.audited, flagged = result.summary.counts.flagged
        if audited == 0 { return "No generation was audited." }
        let policy = "The policy flags \(flagged.grouped) of \(audited.counted("generation"))."
        return "\(policy) \(result.tests.count.counted("test")) at other thresholds."
    }

    private var delta: HTML {
        guard let against = result.against else { return "" }
        return """
            <p>The policy <b>\(PageText.short(against.policy.name))</b> \
            \(PageText.short(against.policy.version)) judges \(against.differing.counted("generation")) \
            otherwise: <code>delta.csv</code>.<br><span class="dim">its sha256 <code>\(against.policy.sha256)</code></span></p>

            """
    }

    /// The goals with the thresholds that they lead to; empty without goals.
    private var choices: HTML {
        if result.choices.isEmpty { return "" }
        let rows = result.choices.prefix(Self.rulesShown).map { choice -> HTML in
            let words =
                switch choice.status {
                case .met: PageText.number(choice.threshold ?? 0)
                case .metNowhere: "no threshold meets it"
                case .notEstimable: "not estimable"
                }
            return """
                <tr><th scope="row"><code>\(PageText.short(choice.name))</code></th><td>\(choice.goal.figure.rawValue) \
                at least \(PageText.number(choice.goal.value))</td><td data-l="threshold">\(words)</td>\
                <td class="n" data-l="flagged">\(choice.flagged.map(\.grouped) ?? "")</td>\
                <td class="n" data-l="lower limit">\(choice.estimate.map { TuningSection.percent($0.low) } ?? "")</td></tr>

                """
        }
        return """
            <section id="choices" aria-labelledby="choices-h"><h2 id="choices-h">Goals</h2>
            <p class="legend">The lower limit of the interval meets the goal, not only the estimate. \(TuningResult.advice)</p>
            <div class="scroll" tabindex="0" role="region" aria-labelledby="choices-h"><table class="wide tuned"><thead><tr>\
            <th scope="col">rule</th><th scope="col">goal</th><th scope="col">threshold</th>\
            <th scope="col" class="n">flagged</th><th scope="col" class="n">lower limit</th></tr></thead>
            <tbody>\(rows)</tbody></table></div></section>

            """
    }

    /// Rules without a curve, and the whole policy.
    private var others: HTML {
        let rules = result.unswept.prefix(Self.rulesShown)
        let more = result.unswept.count - rules.count
        let rows = rules.map(row)
        let flagged = result.summary.counts.flagged
        let whole: HTML = """
            <tr><th scope="row">the whole policy</th><td class="n" data-l="flagged">\(flagged.grouped)</td>\
            <td data-l="precision">\(TuningSection.words(of: result.whole.figures.precision))</td><td></td></tr>
            """
        return """
            <section id="others" aria-labelledby="others-h"><h2 id="others-h">As the policy has it</h2>
            <p class="legend">Rules without a curve, and the whole policy.</p>
            <div class="scroll" tabindex="0" role="region" aria-labelledby="others-h"><table class="wide tuned"><thead><tr>\
            <th scope="col">rule</th><th scope="col" class="n">flagged</th><th scope="col">precision</th>\
            <th scope="col">recall</th></tr></thead><tbody>\(rows)\(whole)</tbody></table></div>\
            \("<p class=\"dim\">\(more.counted("more rule")) in <code>quality.csv</code>.</p>", if: more > 0)</section>

            """
    }

    private func row(_ rule: TuningResult.RuleResult) -> HTML {
        let id = rule.rule.id, figures = rule.quality.figures
        let lacksSample = result.lacksSample(of: id, rule.quality)
        return """
            <tr><th scope="row"><code>\(PageText.short(id))</code></th><td class="n" data-l="flagged">\(rule.flagged.grouped)</td>\
            <td data-l="precision">\(TuningSection.words(of: figures.precision, lacksSample: lacksSample))</td>\
            <td data-l="recall">\(TuningSection.words(of: figures.recall, lacksSample: lacksSample))</td></tr>

            """
    }

    /// Where the verdicts come from.
    private var verdicts: HTML {
        guard let ledger = result.ledger else {
            return """
                <section id="verdicts" aria-labelledby="verdicts-h"><h2 id="verdicts-h">Verdicts</h2>
                <p>No ledger was given, so nothing is known of precision and recall.</p></section>

                """
        }
        let samples = result.samples.map { sample -> HTML in
            """
            <li>A sample of \(texts: sample.rules.map(PageText.short), between: ", ") \
            <span class="dim">(manifest sha256 <code>\(String(sample.manifestSHA256.prefix(16)))…</code>)</span></li>
            """
        }
        return """
            <section id="verdicts" aria-labelledby="verdicts-h"><h2 id="verdicts-h">Verdicts</h2>
            <p>\(ledger.entries.counted("line")) about \(ledger.generations.counted("generation")), of which this input has \
            \(ledger.found.grouped). <span class="dim">Last line sha256 <code>\(ledger.lastSHA256)</code></span></p>
            \("<ul>\(samples)</ul>", if: !samples.isEmpty)\
            \("<p class=\"warn\">\(result.lackingSample ?? "").</p>", if: result.lackingSample != nil)</section>

            """
    }

    private var tail: HTML {
        """
        </main>
        <footer><p>\(TuningResult.warning) \(TuningResult.advice)</p></footer>
        </body>
        </html>

        """
    }
}
