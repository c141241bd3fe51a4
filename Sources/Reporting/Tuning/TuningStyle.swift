/// What `tuning.html` adds to the style of the report.
enum TuningStyle {
    static let text: HTML = #"""

        .curve svg{display:block;width:100%;max-width:38rem}.curve figcaption{font-size:.87rem;color:var(--dim)}
        .curve text{font:10px system-ui,sans-serif;fill:var(--dim)}.c-y{text-anchor:end}.c-x{text-anchor:middle}.curve .c-now{fill:var(--flagged);font-weight:600}
        .c-grid{stroke:var(--line);fill:none}.c-work{stroke:var(--bar);stroke-width:2.2;fill:none;stroke-linejoin:round;stroke-linecap:round}
        .c-precision,.c-recall{stroke-width:2.2;fill:none;stroke-linejoin:round;stroke-linecap:round}.c-precision{stroke:var(--bar)}.c-recall{stroke:var(--clear);stroke-dasharray:1 5}
        .c-precision-band{fill:var(--bar);opacity:.2}.c-recall-band{fill:var(--clear);opacity:.2}
        .k-precision{color:var(--bar)}.k-recall{color:var(--clear)}.now th,.now td{background:var(--soft);font-weight:600}
        .scroll table{margin-top:.8rem}.tuned .n+:not(.n){padding-left:1.2rem}
        @media screen and (max-width:52rem){.tuned,.tuned tbody{display:block}.tuned thead{display:none}.tuned tr{display:flex;flex-wrap:wrap;gap:0 1rem;border-bottom:1px solid var(--line);padding:.3rem 0}.tuned th,.tuned td,.tuned .n+:not(.n){border:0;padding:.1rem 0}.tuned th.n,.tuned th{width:100%;text-align:left}.tuned td{white-space:normal}.tuned td[data-l]::before{content:attr(data-l) " ";color:var(--dim)}.tuned td:empty{display:none}}
        @media print{.legend{display:block}.curve{break-inside:avoid}}
        """#
}
