/// The script of the HTML report: filter and sort. The report is readable without it.
enum PageScript {
    static let text: HTML = #"""
        "use strict";
        (() => {
          const get = (id) => document.getElementById(id);
          const form = get("filter"), list = get("list"), rest = get("rest"), more = get("more");
          const items = [...list.children, ...(rest ? rest.children : [])], first = list.children.length;
          const decision = get("f-d"), severity = get("f-s"), rule = get("f-r"), text = get("f-t"), order = get("f-o");
          const count = get("f-count"), open = get("f-open");
          let texts = null, placed = "n,,false";
          const number = (text) => (text === "-" ? -Infinity : +text);
          const rows = items.map((item, n) => {
            const [i, m, ...c] = item.dataset.k.split(" ");
            const of = (name) => item.querySelector(name).textContent;
            const rules = new Map(item.dataset.r.split(" ").filter((rule) => rule).map((rule) => {
              const end = rule.lastIndexOf("=");
              return [rule.slice(0, end), number(rule.slice(end + 1))];
            }));
            return { item, n, i: +i, m: number(m), c: c.join(" "), d: of(".d"), s: of(".sev"), rules };
          });
          // For a selected rule its own margin, otherwise that of the deciding rule.
          const margin = (row) => row.rules.get(rule.value) ?? row.m;
          const keys = {
            n: (a, b) => a.n - b.n,
            m: (a, b) => (margin(a) === margin(b) ? a.n - b.n : margin(a) < margin(b) ? 1 : -1),
            c: (a, b) => (a.c < b.c ? 1 : a.c > b.c ? -1 : a.n - b.n),
            i: (a, b) => a.i - b.i,
          };
          const place = (isWhole) => {
            const wanted = [order.value, order.value === "m" ? rule.value : "", isWhole].join();
            if (wanted === placed) return;
            placed = wanted;
            const sorted = rows.slice().sort(keys[order.value]).map((row) => row.item);
            list.append(...(isWhole ? sorted : sorted.slice(0, first)));
            if (!rest) return;
            if (!isWhole) rest.append(...sorted.slice(first));
            more.hidden = isWhole;
          };
          const apply = () => {
            const words = text.value.toLowerCase().split(/\s+/).filter((word) => word);
            if (words.length && !texts) texts = items.map((item) => item.textContent.toLowerCase());
            let shown = 0;
            for (const row of rows) {
              const fits = (!decision.value || row.d === decision.value) &&
                (!severity.value || row.s === severity.value) &&
                (!rule.value || row.rules.has(rule.value)) &&
                words.every((word) => texts[row.n].includes(word));
              row.item.hidden = !fits;
              if (fits) shown += 1;
            }
            place(shown < items.length || order.value !== "n");
            count.value = shown + " of " + items.length;
            open.textContent = "Open all";
          };
          const reveal = () => {
            const hash = location.hash.slice(1);
            const item = hash && items.find((item) => item.id === hash);
            if (!item) return;
            if (item.hidden) { form.reset(); apply(); }
            if (rest && rest.contains(item)) more.open = true;
            item.firstElementChild.open = true;
            item.scrollIntoView();
          };
          form.addEventListener("input", apply);
          form.addEventListener("submit", (event) => event.preventDefault());
          form.addEventListener("reset", () => setTimeout(apply));
          open.addEventListener("click", () => {
            const opens = open.textContent.startsWith("Open");
            for (const item of items) if (!item.hidden) item.firstElementChild.open = opens;
            open.textContent = opens ? "Close all" : "Open all";
          });
          addEventListener("hashchange", reveal);
          form.hidden = false;
          apply();
          reveal();
        })();
        """#
}
