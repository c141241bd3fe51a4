import Digests
import Policies
import Utilities

/// The head, and the run in one sentence. The HTML report loads nothing: style and script are inline, and its
/// Content-Security-Policy allows only these two, by their digests.
extension HTMLReport {
    var head: HTML {
        let policy = PageText.short(summary.policy.name), version = PageText.short(summary.policy.version)
        let asOf = PageText.moment(summary.asOf)
        return """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; \
            style-src 'sha256-\(SHA256Digest.base64(of: PageStyle.text.bytes))'; \
            script-src 'sha256-\(SHA256Digest.base64(of: PageScript.text.bytes))'; \
            base-uri 'none'; form-action 'none'">
            <meta name="referrer" content="no-referrer">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>Moderation audit, \(policy), \(asOf)</title>
            <style>\(PageStyle.text)</style>
            </head>
            <body>
            <a class="skip" href="#generations">Skip to the generations</a>
            \(Self.patterns)
            <header>
            <h1>Moderation audit</h1>
            <p class="lead">\(sentence)</p>
            <p class="facts">Policy <b>\(policy)</b>\(" \(version)", if: !version.isEmpty) · as of \
            <time>\(asOf)</time> · \(tool)<br>
            <span class="dim">policy sha256 <code>\(summary.policy.sha256)</code></span></p>
            <nav aria-label="Sections"><a href="#findings">Severities</a> \
            \("<a href=\"#new\">What is new</a> ", if: summary.changes != nil)\
            \("<a href=\"#review\">Reviews</a> ", if: summary.review != nil)<a href="#generations">Generations</a> \
            <a href="#rules">Rules</a> <a href="#agreement">Agreement</a> <a href="#signals">Signals</a> \
            <a href="#labels">Labels</a> <a href="#audited">What was audited</a></nav>
            </header>
            <main>

            """
    }

    /// The fill patterns of the drawings.
    private static let patterns: HTML = """
        <svg class="defs" width="0" height="0" aria-hidden="true"><defs>
        <pattern id="cells" width="1" height="1.65" patternUnits="userSpaceOnUse">\
        <path class="cell" d="M.06 0h.88v1.1h-.88z"/></pattern>
        <pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">\
        <path class="hatched" d="M0 0h2.6v5H0z"/></pattern>
        <pattern id="holes" width=".34" height=".34" patternUnits="userSpaceOnUse">\
        <path class="dotted" d="M.1 .1h.14v.14h-.14z"/></pattern>
        <pattern id="dots" width="4" height="4" patternUnits="userSpaceOnUse">\
        <path class="dotted" d="M1 1h1.6v1.6H1z"/></pattern>
        </defs></svg>
        """

    private var sentence: String {
        let counts = summary.counts
        if audited == 0 { return "No generation was audited." }
        var text = "\(counts.flagged.grouped) of \(audited.counted("generation")) "
        text += counts.flagged == 1 ? "is flagged" : "are flagged"
        if counts.near > 0 { text += ", \(counts.near.grouped) near a threshold" }
        if counts.incomplete > 0 { text += ", \(counts.incomplete.grouped) could not be judged in full" }
        return text + "."
    }
}
