/// The page's script: filter and sort, and nothing that the page needs to be read.
enum PageScript {
    static let text: HTML = #"""
        "use strict";
        (() => {
          const get = (id) => document.getElementById(id);
          const form = get("filter"), list = get("list"), items = [...list.children];
          const decision = get("f-d"), severity = get("f-s"), rule = get("f-r"), text = get("f-t"), order = get("f-o");
          const count = get("f-count"), open = get("f-open");
          let texts = null, sorted = "n";
          const keys = {
            n: (a, b) => a.n - b.n,
            m: (a, b) => b.m - a.m || a.n - b.n,
            c: (a, b) => (a.c < b.c ? 1 : a.c > b.c ? -1 : a.n - b.n),
            i: (a, b) => a.i - b.i,
          };
          const rows = items.map((item, n) => {
            const [i, m, ...c] = item.dataset.k.split(" ");
            const of = (name) => item.querySelector(name).textContent;
            return {
              item, n, i: +i, m: m === "-" ? -Infinity : +m, c: c.join(" "), d: of(".d"), s: of(".sev"),
              r: " " + item.dataset.r + " ",
            };
          });
          const apply = () => {
            const words = text.value.toLowerCase().split(/\s+/).filter((word) => word);
            if (words.length && !texts) texts = items.map((item) => item.textContent.toLowerCase());
            let shown = 0;
            for (const row of rows) {
              const fits = (!decision.value || row.d === decision.value) &&
                (!severity.value || row.s === severity.value) &&
                (!rule.value || row.r.includes(" " + rule.value + " ")) &&
                words.every((word) => texts[row.n].includes(word));
              row.item.hidden = !fits;
              if (fits) shown += 1;
            }
            if (order.value !== sorted) {
              sorted = order.value;
              list.append(...rows.slice().sort(keys[sorted]).map((row) => row.item));
            }
            count.value = shown + " of " + items.length + " shown";
            open.textContent = "Open all shown";
          };
          const reveal = () => {
            const item = location.hash.startsWith("#g") && get(location.hash.slice(1));
            if (!item || item.parentNode !== list) return;
            if (item.hidden) { form.reset(); apply(); }
            item.firstElementChild.open = true;
            item.scrollIntoView();
          };
          form.addEventListener("input", apply);
          form.addEventListener("submit", (event) => event.preventDefault());
          form.addEventListener("reset", () => setTimeout(apply));
          open.addEventListener("click", () => {
            const opens = open.textContent.startsWith("Open");
            for (const item of items) if (!item.hidden) item.firstElementChild.open = opens;
            open.textContent = opens ? "Close all shown" : "Open all shown";
          });
          addEventListener("hashchange", reveal);
          form.hidden = false;
          apply();
          reveal();
        })();
        """#
}
