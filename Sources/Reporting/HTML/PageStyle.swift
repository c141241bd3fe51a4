/// The style of the HTML report: light and dark by the reader's system setting, and print.
enum PageStyle {
    static let text: HTML = #"""
        :root{--bg:#fbfbf9;--card:#fff;--ink:#1d2126;--dim:#5c646e;--line:#dcdfe3;--soft:#eef0f2;--link:#1a4f9c;--flagged:#b3261e;--near:#a85b00;--incomplete:#5a4fa3;--clear:#2a7247;--bar:#4a6fa5;--s1:#dbe4f1;--s2:#aabfdf;--s3:#6f8fc2;--s4:#3b5f9a;--s5:#142f5c}
        @media (prefers-color-scheme:dark){:root{--bg:#14171b;--card:#1c2026;--ink:#e7e9ec;--dim:#a1a9b3;--line:#363c45;--soft:#262b32;--link:#8db8f5;--flagged:#ff8a80;--near:#f2b055;--incomplete:#b8aef2;--clear:#7fcf9f;--bar:#7ea3d8;--s1:#2d3a4f;--s2:#45628f;--s3:#6489c4;--s4:#92b4e8;--s5:#dce9ff}}
        *{box-sizing:border-box}
        html{scroll-padding-top:1rem}
        body{margin:0 auto;padding:0 1.25rem 3rem;max-width:76rem;background:var(--bg);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;overflow-wrap:anywhere}
        h1{font-size:1.05rem;letter-spacing:.08em;text-transform:uppercase;color:var(--dim);margin:2rem 0 0;font-weight:600}
        h2{font-size:1.3rem;margin:0 0 .75rem}
        h3{font-size:1rem;margin:0 0 .4rem}
        section{margin:0 0 1.5rem;padding:1.25rem 1.4rem;background:var(--card);border:1px solid var(--line);border-radius:10px}
        .lead{font-size:1.55rem;line-height:1.3;margin:.35rem 0 .6rem;font-weight:600;max-width:44rem}
        .facts{margin:0 0 1rem}
        .dim{color:var(--dim);font-weight:400}
        code{font:.88em/1.4 ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace}
        a{color:var(--link)}
        nav{display:flex;flex-wrap:wrap;gap:.3rem 1.1rem;margin:0 0 1.5rem}
        .skip{position:absolute;left:-99rem}
        .skip:focus{left:1rem;top:.5rem;background:var(--card);padding:.4rem .8rem;z-index:1}
        .defs{position:absolute}
        :focus-visible{outline:3px solid var(--link);outline-offset:2px;border-radius:3px}
        table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
        caption{text-align:left;font-weight:600;padding:0 0 .35rem}
        th,td{text-align:left;vertical-align:top;padding:.28rem .7rem .28rem 0;border-bottom:1px solid var(--line);font-weight:400}
        thead th{color:var(--dim);font-size:.87rem}
        .n{text-align:right;white-space:nowrap}
        .sum th,thead th{white-space:nowrap}tfoot th,tfoot td{border-bottom:0;font-weight:600}
        .sum,.labels,.two{overflow-wrap:break-word}
        .scroll{overflow-x:auto}
        .tiles{display:grid;grid-template-columns:repeat(4,minmax(0,1fr));gap:.8rem;margin:0 0 1rem}
        .tile{border:1px solid var(--line);border-top:4px solid currentColor;border-radius:8px;padding:.6rem .8rem .7rem}
        .tile p{margin:0}.tile .t-count{font-size:1.9rem;line-height:1.25;font-weight:650;color:var(--ink)}
        .tile p.dim{font-size:.87rem}.tile .d{font-size:.95rem}
        .t-name{font-weight:600}.t-near{color:var(--ink)}.tile.none{color:var(--line)}.severities .t-name{color:var(--ink)}
        .decisions .t-count{font-size:1.3rem}.t-share{font-size:.95rem;font-weight:400}
        .terms{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(22rem,100%),1fr));gap:.3rem 1.6rem;margin:1rem 0 0;font-size:.87rem;color:var(--dim)}
        .terms dt{display:inline;font-weight:650;color:var(--ink)}.terms dt::after{content:": "}.terms dd{display:inline;margin:0}
        .tile.flagged,.d.flagged{color:var(--flagged)}.tile.near,.d.near{color:var(--near)}.tile.incomplete,.d.incomplete,.d.missing{color:var(--incomplete)}.tile.clear,.d.clear{color:var(--clear)}
        .whisker{display:block;width:100%;height:12px;margin-top:.45rem}
        .rail{fill:var(--line)}.whisker .fill{fill:currentColor;opacity:.45}.whisker .line{stroke:var(--ink);stroke-width:1.5;fill:none;vector-effect:non-scaling-stroke}
        .stack{display:block;width:100%;height:18px;border-radius:4px;margin:0 0 1.2rem}
        .b-flagged{fill:var(--flagged)}.b-near{fill:url(#hatch);stroke:var(--near);stroke-width:1;vector-effect:non-scaling-stroke}.b-incomplete{fill:url(#dots);stroke:var(--incomplete);stroke-width:1;vector-effect:non-scaling-stroke}.b-clear{fill:var(--clear);opacity:.35}
        .hatched{fill:var(--near)}.dotted{fill:var(--incomplete)}
        .key{width:14px;height:10px;vertical-align:baseline}
        .columns{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(24rem,100%),1fr));gap:1.2rem 2rem;align-items:start}
        .looked p{margin:.15rem 0;max-width:64rem}.looked{margin:0 0 1rem}.paper{display:none}
        .warn{border-left:4px solid var(--near);padding:.4rem .8rem;background:var(--soft)}
        .why,.cond{display:block;color:var(--dim);font-size:.87rem}.cond{color:var(--ink)}.cond ul{margin:0;padding-left:1.2rem}
        .wide td{white-space:nowrap}.rules th[scope=row]{overflow-wrap:anywhere}.bar{width:22%}.bar svg{display:block;width:100%;height:14px;margin-top:.25rem}
        .two{width:auto;margin:0 0 1.2rem}.two caption{font-weight:400;color:var(--dim);max-width:44rem}
        .two th{white-space:nowrap}.two td,.two thead th{text-align:right;padding-left:1.4rem}.two td.l{text-align:left}#new .lists,#review .lists{margin-top:1rem}#review .columns{align-items:start}.two td.agree,.two td.differ{font-size:1.25rem;font-weight:600}.differ{background:var(--soft)}
        .lists ul{list-style:none;margin:0;padding:0}
        .lists li{padding:.35rem 0;border-bottom:1px solid var(--line);font-size:.92rem}
        .p{color:var(--dim);font-style:italic}
        .d{font-weight:650;white-space:nowrap}
        .d::before{content:"";margin-right:.25em}.d.flagged::before{content:"■ "}.d.near::before{content:"▲ "}.d.incomplete::before,.d.missing::before{content:"◇ "}.d.clear::before{content:"○ "}
        .legend{color:var(--dim);max-width:56rem;margin:0 0 .9rem}
        .legend b{color:var(--ink)}.legend .l-flag{color:var(--flagged)}.legend .l-near{color:var(--near)}
        .grid{display:grid;grid-template-columns:repeat(auto-fill,minmax(16.5rem,1fr));gap:1rem 1.4rem}
        figure{margin:0}
        .sig{border-top:1px solid var(--line);padding-top:.4rem}.sig svg{display:block;width:100%;max-width:20rem}
        .sig p{margin:0;font-size:.82rem;line-height:1.35}.sig figcaption{margin-bottom:.2rem}
        .sig text{font:9px system-ui,sans-serif;text-anchor:middle;fill:var(--dim)}
        .axis{stroke:var(--dim);fill:none}.b-value{fill:var(--bar)}.b-present{fill:var(--bar);opacity:.6}.b-zero{fill:none;stroke:var(--bar);stroke-width:1.2}.b-missing{fill:url(#dots);stroke:var(--incomplete);stroke-width:1}
        .flag-line{stroke:var(--flagged);stroke-width:1.6;fill:none}.near-line{stroke:var(--near);stroke-width:1.4;stroke-dasharray:3 2;fill:none}
        .labels th.n{padding-right:.7rem}
        form{display:flex;flex-wrap:wrap;gap:.5rem .9rem;align-items:end;margin:0 0 1rem;padding:.7rem .9rem;background:var(--soft);border-radius:8px}
        form[hidden]{display:none}
        label{display:grid;font-size:.8rem;color:var(--dim)}
        select,input,button{font:inherit;font-size:.95rem;color:var(--ink);background:var(--card);border:1px solid var(--dim);border-radius:5px;padding:.2rem .5rem;max-width:18rem;min-height:2.1rem}
        button{cursor:pointer}output{margin-left:auto;font-variant-numeric:tabular-nums}
        .cards{list-style:none;margin:0;padding:0}
        .cards>li{border-top:1px solid var(--line)}
        .cards>li:target{box-shadow:-4px 0 0 var(--link)}
        summary{cursor:pointer;padding:.4rem .2rem}
        .cards summary{display:grid;grid-template-columns:7rem minmax(0,1fr) 1rem;gap:.05rem .8rem;align-items:baseline}
        .cards summary::after{content:"▸";grid-area:1/3;color:var(--dim)}.cards details[open]>summary::after{content:"▾"}
        .sev{color:var(--dim);padding-left:1.1em}.m{white-space:nowrap}
        .i{color:var(--dim);overflow:hidden;text-overflow:ellipsis;white-space:nowrap;font-size:.92rem}.i code{color:var(--ink);margin-right:.5em}
        .cards details[open] .i{white-space:normal}
        .dp{grid-column:2;font-size:.92rem;color:var(--dim)}.dp b{color:var(--ink)}.dp b.due{color:var(--flagged)}.rv{display:none}.cards details[open] .rv{display:inline}
        .cards summary:hover{background:var(--soft)}
        #more>summary,.lists summary{color:var(--link);padding:.5rem .2rem;font-weight:600}
        .in{padding:.1rem .2rem .9rem 7.9rem}.in p{margin:.15rem 0}
        .in .note{color:var(--dim);white-space:pre-line}
        .fs{display:block;max-width:100%}.legend .fs{height:18px}.legend .fs{display:inline-block;vertical-align:-4px}
        .in figure{margin:.3rem 0 0;display:flex;flex-wrap:wrap;gap:0 .9rem}.in figcaption{font-size:.82rem;line-height:18px;color:var(--dim);white-space:pre-line;margin-top:-2px}
        .k{fill:url(#cells)}.cell{fill:var(--soft);stroke:var(--dim);stroke-width:.05}
        .s1{fill:var(--s1)}.s2{fill:var(--s2)}.s3{fill:var(--s3)}.s4{fill:var(--s4)}.s5{fill:var(--s5)}.sv{fill:var(--flagged)}.sx{fill:url(#holes)}
        footer{color:var(--dim);font-size:.87rem}
        @media screen and (max-width:52rem){.sum tfoot th,.labels thead th{white-space:normal}.labels th,.labels td,.labels th.n{padding-right:.5rem}.columns{grid-template-columns:minmax(0,1fr)}.labels,.two,.sum{display:block;overflow-x:auto}section{padding:1rem}body{padding:0 .6rem 2rem}.rules,.rules tbody{display:block}.rules thead{display:none}.rules tr{display:flex;flex-wrap:wrap;gap:0 1rem;border-bottom:1px solid var(--line);padding:.3rem 0}.rules th,.rules td{border:0;padding:.1rem 0}.rules th{width:100%}.rules td[data-l]::before{content:attr(data-l) " ";color:var(--dim)}.rules .bar{width:100%}}
        @media screen and (max-width:40rem){.tiles{grid-template-columns:repeat(2,minmax(0,1fr))}.tile .t-count{font-size:1.4rem}.cards summary{grid-template-columns:minmax(0,1fr) 1rem}.cards summary::after{grid-area:1/2}.cards summary>.d{grid-area:1/1}.cards summary .sev{grid-area:1/1;padding-left:6.8rem}.cards summary .w,.cards summary .i,.cards summary .dp{grid-column:1/-1}.two th{white-space:normal}.two td,.two thead th{padding-left:.6rem}.two th,.two td{padding-right:0}.two td.agree,.two td.differ{font-size:1rem}.labels,.labels caption,.labels tbody{display:block}.labels thead{display:none}.labels tr{display:flex;flex-wrap:wrap;gap:0 1rem;border-bottom:1px solid var(--line);padding:.3rem 0}.labels th,.labels td{border:0;padding:0}.labels td:empty{display:none}.labels td[data-l]::before{content:attr(data-l) " ";color:var(--dim)}.i{white-space:normal}.i .p{display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:2;overflow:hidden}.in{padding-left:.2rem}}
        @media (forced-colors:active){.b-flagged,.b-value{fill:CanvasText}}
        @media print{:root{--bg:#fff;--card:#fff;--ink:#000;--dim:#444;--line:#bbb;--soft:#f2f2f2;--link:#000;--flagged:#9c1c15;--near:#8a4b00;--incomplete:#473d8c;--clear:#1f5c38;--bar:#3f5f92;--s1:#dbe4f1;--s2:#aabfdf;--s3:#6f8fc2;--s4:#3b5f9a;--s5:#142f5c}@page{margin:10mm}.paper{display:block;font-size:8pt;color:var(--dim)}
        body{max-width:none;padding:0;font-size:9pt;line-height:1.35}form,nav,.skip,#signals,#labels,.lists details,#more>summary,.legend,.cards>li:not(.pr),.cards .in,.cards summary::after,.rules tbody tr:nth-child(n+21),.rules .bar,.rules thead th:last-child{display:none}section{border:0;padding:0;margin:0 0 .8rem;border-radius:0}.tile,tr,.cards>li,.lists li{break-inside:avoid}h2,h3{break-after:avoid}h2{font-size:1.15rem;margin:0 0 .3rem}.lead{font-size:1.2rem}
        .tiles{grid-template-columns:repeat(4,1fr)}.tile .t-count{font-size:1.2rem}.columns{grid-template-columns:repeat(2,minmax(0,1fr))}.lists li:nth-child(n+6){display:none}.warn,.lists li,.lists li .p,.cond,.why,#audited>p,footer p{display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:3;overflow:hidden}.why,.lists li .p,#new .lists li{-webkit-line-clamp:1}#new,#new caption{font-size:8pt}#new .two,#new p{margin:0 0 .3rem}#new .lists{margin:0}#new .lists li:nth-child(n+4){display:none}#new .lists li,#new .two th,#new .two td{padding-block:0}.warn{padding-block:0}.cond ul{list-style:none;padding:0}.scroll{overflow:visible}.rules{font-size:8pt}.rules th[scope=row]{width:70%}th,td{padding:.15rem .5rem .15rem 0}.lists li,.sum,.terms,footer,#audited>p,.facts{font-size:8pt}svg,.d{print-color-adjust:exact;-webkit-print-color-adjust:exact}
        .cards{font-size:7pt;line-height:1.2}.cards summary{grid-template-columns:4.6rem minmax(0,1fr);padding:.08rem 0;gap:0 .6rem}.i{font-size:inherit}.w{display:flex;gap:.4em}.w .h,.w .dim,.i,.i .p{white-space:nowrap;overflow:hidden;text-overflow:ellipsis}.w .h,.m{flex:none}.w .h{flex-shrink:1;min-width:0}.w .dim{max-width:30%}.i,.cards details[open] .i{white-space:nowrap}.i .p{display:inline}#more::details-content{content-visibility:visible;height:auto}}
        """#
}
