import Policies
import Utilities

/// The markup around the generations: the filter form before them, and the end of the document after them.
extension HTMLReport {
    /// The form; `shown` cards follow.
    func listing(shown: Int) -> HTML {
        let options = summary.rules.filter { $0.flagged + $0.near > 0 }.prefix(Self.rulesShown)
        return """
            <section id="generations" aria-labelledby="generations-h">
            <h2 id="generations-h">Generations</h2>
            <p>\(extent(shown: shown))</p>
            \(paperNote(shown: shown))\
            \(Self.stripLegend)
            <form id="filter" hidden aria-label="Filter and sort the generations">
            <label>decision <select id="f-d"><option value="">any</option><option>flagged</option>\
            <option>near</option><option>incomplete</option></select></label>
            <label>severity <select id="f-s"><option value="">any</option><option>critical</option>\
            <option>high</option><option>medium</option><option>low</option></select></label>
            <label>rule <select id="f-r"><option value="">any</option>\
            \(options.map { "<option>\(PageText.short($0.id))</option>" })</select></label>
            <label>text <input id="f-t" type="search" autocomplete="off" spellcheck="false"></label>
            <label>sort by <select id="f-o"><option value="n">decision, severity, margin</option>\
            <option value="m">margin relative to the threshold</option><option value="c">newest</option>\
            <option value="i">input order</option></select></label>
            <button type="reset">Reset</button> <button type="button" id="f-open">Open all shown</button>
            <output id="f-count" aria-live="polite"></output>
            </form>
            <ol id="list" class="cards">

            """
    }

    private static let stripLegend: HTML = """
        <p class="legend">A strip has one cell per sampled frame, from left to right: \
        <svg class="fs" viewBox="0 0 6 1.64" aria-hidden="true"><path class="k" d="M0 0h6v1.1H0z"/>\
        <path class="s1" d="M1.06 0h.88v1.1h-.88z"/><path class="s2" d="M2.06 0h.88v1.1h-.88z"/>\
        <path class="s3" d="M3.06 0h.88v1.1h-.88z"/><path class="s4" d="M4.06 0h.88v1.1h-.88z"/>\
        <path class="s5" d="M5.06 0h.88v1.1h-.88z"/><path class="sv" d="M5.5 1.2l.45.44h-.9z"/></svg> \
        0, then up to 0.25, 0.5, 0.75, 0.9 and 1; a triangle marks a frame with a verdict of true, a dotted cell one that \
        could not be read.</p>
        """

    private static let order =
        "Flagged first, then near, then incomplete; of each the most severe first, then by margin relative to the threshold."

    private func extent(shown: Int) -> String {
        let listed = summary.counts.flagged + summary.counts.near + summary.counts.incomplete
        return switch listed {
        case 0: "No generation is flagged, near or incomplete."
        case shown:
            "\(listed == 1 ? "The one that is" : "All \(listed.grouped) that are") flagged, near or incomplete. \(Self.order)"
        default:
            "The worst \(shown.grouped) of \(listed.grouped) that are flagged, near or incomplete. \(Self.order) "
                + "generations.csv and generations.json have all of them."
        }
    }

    var tail: HTML {
        """
        </main>
        <footer><p>Made by \(tool) from <code>\(inputs)</code>. The tables beside this page \
        (<code>generations.csv</code>, <code>findings.csv</code>, <code>unaudited.csv</code>, \
        <code>summary.json</code>) hold the whole; <code>manifest-sha256.txt</code> seals them, and this page too.</p>\
        </footer>
        <script>\(PageScript.text)</script>
        </body>
        </html>

        """
    }
}
