/// The page's markup. Of itself it fetches nothing: style and script stand in it, and the policy in its head allows
/// those two by their digests and nothing else.
enum PageTemplates {
    static let head = PageTemplate(
        #"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-{{styleDigest}}'; script-src 'sha256-{{scriptDigest}}'; base-uri 'none'; form-action 'none'">
        <meta name="referrer" content="no-referrer">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>Moderation audit, {{policy}}, {{asOf}}</title>
        <style>{{{style}}}</style>
        </head>
        <body>
        <a class="skip" href="#generations">Skip to the generations</a>
        <svg class="defs" width="0" height="0" aria-hidden="true"><defs>
        <pattern id="cells" width="1" height="1.65" patternUnits="userSpaceOnUse"><path class="cell" d="M.06 0h.88v1.1h-.88z"/></pattern>
        <pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path class="hatched" d="M0 0h2.6v5H0z"/></pattern>
        <pattern id="holes" width=".34" height=".34" patternUnits="userSpaceOnUse"><path class="dotted" d="M.1 .1h.14v.14h-.14z"/></pattern>
        <pattern id="dots" width="4" height="4" patternUnits="userSpaceOnUse"><path class="dotted" d="M1 1h1.6v1.6H1z"/></pattern>
        </defs></svg>
        <header>
        <h1>Moderation audit</h1>
        <p class="lead">{{sentence}}</p>
        <p class="facts">Policy <b>{{policy}}</b>{{#version}} {{.}}{{/version}} · as of <time>{{asOf}}</time> · {{tool}}<br>
        <span class="dim">policy sha256 <code>{{policySHA256}}</code></span></p>
        <nav aria-label="Sections"><a href="#audited">Audited</a> <a href="#rules">Rules</a> <a href="#agreement">Agreement</a> <a href="#signals">Signals</a> <a href="#labels">Labels</a> <a href="#generations">Generations</a></nav>
        </header>
        <main>
        """#)

    static let audited = PageTemplate(
        #"""
        <section id="audited" aria-labelledby="audited-h">
        <h2 id="audited-h">What was audited, and what was not</h2>
        <div class="tiles">
        {{#tiles}}<div class="tile {{name}}"><p class="t-name"><span aria-hidden="true">{{sign}}</span> {{name}}</p><p class="t-count">{{count}}</p><p class="t-share">{{share}}{{#interval}} <span class="dim">95 % interval: {{interval}}</span>{{/interval}}</p>
        <svg class="whisker" viewBox="0 0 200 12" preserveAspectRatio="none" role="img" aria-label="{{name}}: {{share}}, 95 % interval {{interval}}"><path class="rail" d="M0 5.5h200v1H0z"/><path class="fill" d="{{bar}}"/><path class="line" d="{{whisker}}"/></svg></div>
        {{/tiles}}
        </div>
        <svg class="stack" viewBox="0 0 1000 18" preserveAspectRatio="none" role="img" aria-label="{{stackLabel}}">{{#stack}}<path class="b-{{name}}" d="{{bar}}"/>{{/stack}}</svg>
        <div class="columns">
        <table class="sum"><caption>Generations add up</caption>
        <tbody>{{#sum}}<tr><th scope="row">{{name}}</th><td class="n">{{count}}</td><td class="dim">{{note}}</td></tr>{{/sum}}</tbody>
        <tfoot><tr><th scope="row">= generations</th><td class="n">{{generations}}</td><td class="dim">in {{tasks}} tasks of {{responses}} responses</td></tr></tfoot></table>
        <table class="sum"><caption>Gave no generation, so not audited (<code>unaudited.csv</code>)</caption>
        <tbody>{{#unaudited}}<tr><th scope="row">{{name}}</th><td class="n">{{count}}</td><td class="dim">{{note}}</td></tr>{{/unaudited}}</tbody>
        <tfoot><tr><th scope="row">= responses and tasks</th><td class="n">{{unauditedAll}}</td><td></td></tr></tfoot></table>
        </div>
        {{#hasUnrecognised}}<p class="warn"><b>Not recognised, so not audited:</b> moderation content outside of what this tool knows, in generations: {{#unrecognised}}<code>{{path}}</code> {{count}}{{^last}}, {{/last}}{{/unrecognised}}</p>{{/hasUnrecognised}}
        <p class="dim">Inputs: {{inputs}}{{#notes}}<br>{{.}}{{/notes}}</p>
        </section>
        """#)

    static let rules = PageTemplate(
        #"""
        <section id="rules" aria-labelledby="rules-h">
        <h2 id="rules-h">Rules</h2>
        {{#hasLacking}}<p class="warn"><b>Rules that lacked a signal in every generation:</b> {{#lacking}}<code>{{id}}</code>{{note}}{{^last}}, {{/last}}{{/lacking}}. A slip in a signal’s name looks like this, and so does content that the platform does not send.</p>{{/hasLacking}}
        <p class="legend">In generations. Missing: something that the rule looks at was not there, or of no use, so that it could not decide; what then becomes of the generation, its <code>missing</code> mode says.</p>
        <div class="scroll" tabindex="0" role="region" aria-labelledby="rules-h"><table class="wide"><thead><tr><th scope="col">rule</th><th scope="col">severity</th><th scope="col" class="n">flagged</th><th scope="col" class="n">near</th><th scope="col" class="n">missing</th><th scope="col">flagged <svg class="key" viewBox="0 0 14 10" aria-hidden="true"><path class="b-flagged" d="M0 0h14v10H0z"/></svg> and near <svg class="key" viewBox="0 0 14 10" aria-hidden="true"><path class="b-near" d="M0 0h14v10H0z"/></svg></th></tr></thead>
        <tbody>{{#rules}}<tr><th scope="row"><code>{{id}}</code>{{#hasWhy}}<span class="why">{{why}}</span>{{/hasWhy}}</th><td>{{severity}}</td><td class="n">{{flagged}}</td><td class="n">{{near}}</td><td class="n">{{missing}}</td><td class="bar"><svg viewBox="0 0 300 14" preserveAspectRatio="none" role="img" aria-label="{{flagged}} flagged, {{near}} near"><path class="rail" d="M0 13h300v1H0z"/><path class="b-flagged" d="{{flaggedBar}}"/><path class="b-near" d="{{nearBar}}"/></svg></td></tr>
        {{/rules}}</tbody></table></div>
        {{#more}}<p class="dim">{{.}} more rules stand in <code>summary.json</code>.</p>{{/more}}
        </section>
        """#)

    static let agreement = PageTemplate(
        #"""
        <section id="agreement" aria-labelledby="agreement-h">
        <h2 id="agreement-h">Our verdict against the platform’s</h2>
        <table class="two"><caption>Only flagged counts as ours. The platform’s is flagged if its output, filters, moderation or any frame’s verdict says so.</caption>
        <thead><tr><td></td><th scope="col">platform flagged</th><th scope="col">platform did not</th><th scope="col" class="dim">sum</th></tr></thead>
        <tbody><tr><th scope="row">we flagged</th><td class="agree">{{both}}</td><td class="differ">≠ {{policyOnly}}</td><td class="dim">{{ours}}</td></tr>
        <tr><th scope="row">we did not</th><td class="differ">≠ {{platformOnly}}</td><td class="agree">{{neither}}</td><td class="dim">{{notOurs}}</td></tr>
        <tr class="dim"><th scope="row">sum</th><td>{{theirs}}</td><td>{{notTheirs}}</td><td>{{all}}</td></tr></tbody></table>
        <div class="columns lists">{{#lists}}<div><h3>{{title}} <span class="dim">{{count}}</span></h3>
        {{#isEmpty}}<p class="dim">None.</p>{{/isEmpty}}<ul>{{#items}}<li>{{#target}}<a href="#g{{.}}"><code>{{id}}</code></a>{{/target}}{{^target}}<code>{{id}}</code>{{/target}} <span class="d {{decision}}">{{decision}}</span> {{reason}}<br><bdi class="p">{{prompt}}</bdi></li>
        {{/items}}</ul>{{#isCut}}<p class="dim">The first {{shown}} of {{count}}, in input order.</p>{{/isCut}}</div>{{/lists}}</div>
        </section>
        """#)

    static let signals = PageTemplate(
        #"""
        <section id="signals" aria-labelledby="signals-h">
        <h2 id="signals-h">Signals</h2>
        <p class="legend">Generations by a signal’s value, of a series by its greatest frame; twenty bins from 0 to 1, heights logarithmic. <b>?</b> missing, <b>0</b> exactly zero, each with a bar of its own. Lines: <b class="l-flag">▏flag_at</b>, <b class="l-near">┊near_at</b>.</p>
        <div class="grid">{{#watched}}{{>signal}}{{/watched}}</div>
        {{#hasOthers}}<details><summary>{{others}} signals that no rule looks at</summary><div class="grid">{{#rest}}{{>signal}}{{/rest}}</div></details>{{/hasOthers}}
        {{#more}}<p class="dim">{{.}} more signals stand in <code>summary.json</code>.</p>{{/more}}
        </section>
        """#,
        parts: [
            "signal": #"""
            <figure class="sig"><figcaption><code>{{name}}</code></figcaption>{{#hasValues}}<svg viewBox="0 0 268 72" role="img" aria-label="{{label}}"><path class="axis" d="M36 56.5h220M36 56v3M91 56v3M146 56v3M201 56v3M256 56v3"/><path class="b-missing" d="{{missingBar}}"/><path class="b-zero" d="{{zeroBar}}"/><path class="b-value" d="{{bars}}"/><path class="near-line" d="{{nearLines}}"/><path class="flag-line" d="{{flagLines}}"/><text x="6" y="68">?</text><text x="22" y="68">0</text><text x="91" y="68">.25</text><text x="146" y="68">.5</text><text x="201" y="68">.75</text><text x="256" y="68">1</text></svg>{{/hasValues}}<p class="dim">{{facts}}</p>{{#tests}}<p class="test">{{.}}</p>{{/tests}}</figure>
            """#
        ])

    static let labels = PageTemplate(
        #"""
        <section id="labels" aria-labelledby="labels-h">
        <h2 id="labels-h">Labels of the legal classifiers</h2>
        <p class="legend">A label has no public meaning. One that stands in nearly every frame, with a high p and no verdict, is likely to mean “nothing recognised”: name it in <code>background_labels</code>, so that its p doesn’t count.</p>
        {{^classifiers}}<p class="dim">No frames were seen.</p>{{/classifiers}}
        <div class="columns">{{#classifiers}}<table class="labels"><caption><code>{{name}}</code> <span class="dim">{{frames}}, {{labels}}{{#isCut}}, the {{shown}} most frequent{{/isCut}}</span></caption>
        <thead><tr><th scope="col" class="n">label</th><th scope="col" class="n">frames</th><th scope="col" class="n">share</th><th scope="col" class="n">mean p</th><th scope="col" class="n">with verdict</th><th scope="col">policy</th></tr></thead>
        <tbody>{{#rows}}<tr><th scope="row" class="n"><code>{{label}}</code></th><td class="n">{{frames}}</td><td class="n">{{share}}</td><td class="n">{{mean}}</td><td class="n">{{verdicts}}</td><td>{{#isBackground}}background{{/isBackground}}{{#isCandidate}}<b>candidate?</b>{{/isCandidate}}</td></tr>
        {{/rows}}</tbody></table>{{/classifiers}}</div>
        </section>
        """#)

    static let listing = PageTemplate(
        #"""
        <section id="generations" aria-labelledby="generations-h">
        <h2 id="generations-h">Generations</h2>
        <p>{{extent}}</p>
        <p class="legend">A strip has one cell per sampled frame, from left to right: <svg class="fs" viewBox="0 0 6 1.64" aria-hidden="true"><path class="k" d="M0 0h6v1.1H0z"/><path class="s1" d="M1.06 0h.88v1.1h-.88z"/><path class="s2" d="M2.06 0h.88v1.1h-.88z"/><path class="s3" d="M3.06 0h.88v1.1h-.88z"/><path class="s4" d="M4.06 0h.88v1.1h-.88z"/><path class="s5" d="M5.06 0h.88v1.1h-.88z"/><path class="sv" d="M5.5 1.2l.45.44h-.9z"/></svg> 0, then up to 0.25, 0.5, 0.75, 0.9 and 1; a triangle marks a frame whose verdict is true, a dotted cell one that could not be read.</p>
        <form id="filter" hidden aria-label="Filter and sort the generations">
        <label>decision <select id="f-d"><option value="">any</option><option>flagged</option><option>near</option><option>incomplete</option></select></label>
        <label>severity <select id="f-s"><option value="">any</option><option>critical</option><option>high</option><option>medium</option><option>low</option></select></label>
        <label>rule <select id="f-r"><option value="">any</option>{{#options}}<option>{{.}}</option>{{/options}}</select></label>
        <label>text <input id="f-t" type="search" autocomplete="off" spellcheck="false"></label>
        <label>sort by <select id="f-o"><option value="n">severity, then margin</option><option value="m">margin</option><option value="c">newest</option><option value="i">input order</option></select></label>
        <button type="reset">Reset</button> <button type="button" id="f-open">Open all shown</button>
        <output id="f-count" aria-live="polite"></output>
        </form>
        <ol id="list" class="cards">
        """#)

    static let tail = PageTemplate(
        #"""
        </ol>
        </section>
        </main>
        <footer><p>Made by {{tool}} from <code>{{inputs}}</code>. The tables beside this page (<code>generations.csv</code>, <code>findings.csv</code>, <code>unaudited.csv</code>, <code>summary.json</code>) hold the whole; <code>manifest-sha256.txt</code> seals them, and this page too.</p></footer>
        <script>{{{script}}}</script>
        </body>
        </html>

        """#)
}
