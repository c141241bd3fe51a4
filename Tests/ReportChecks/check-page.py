#!/usr/bin/env python3
"""Opens report.html in headless Chromium and checks it as a reader sees it.

    python3 Tests/ReportChecks/check-page.py FOLDER [SCREENSHOTS]

Checks that the page writes no console message, requests nothing but itself and has one script; that filter, sort (by
margins relative to their thresholds) and keys work; that every link has a target; that every generation has an anchor that
opens it, and shows its id and its margin before it is opened; that paper takes at most ten pages; that all is readable
without the script; that text has a contrast of 4.5 (WCAG AA) in light and dark; that nothing is wider than the window, no
word of a table breaks on a phone and no table is cut on A4 paper; that every drawing and control has a name.

Prints `ok` and the number of generations; a fault is named on standard error, with exit status 1. Writes pictures into
the folder SCREENSHOTS, if given. Needs only Python's own library: it talks to the browser through a pipe (the DevTools
protocol).
"""
import base64
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

CONTRAST = """(() => {
  const parse = (c) => (c.match(/[\\d.]+/g) || []).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((v) => { v /= 255; return v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4; })
    .reduce((s, v, i) => s + v * [.2126, .7152, .0722][i], 0);
  const ground = (e) => { for (; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor);
    if (c.length === 3 || c[3] > 0) return c; } return [255, 255, 255]; };
  const bad = new Set();
  for (const e of document.querySelectorAll("body *")) {
    if (![...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()) || !e.checkVisibility() || e.tagName === "OPTION") continue;
    const style = getComputedStyle(e), colour = parse(e.closest("svg") ? style.fill : style.color);
    const [a, b] = [light(colour), light(ground(e))].sort((x, y) => y - x);
    if ((a + .05) / (b + .05) < 4.5) bad.add(`${e.tagName}.${e.className.baseVal ?? e.className} ${((a + .05) / (b + .05)).toFixed(2)}`);
  }
  return [...bad];
})()"""

BROKEN = """[...document.querySelectorAll("th, td")].filter((cell) => cell.checkVisibility()).flatMap((cell) => {
  const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT, (n) =>
    n.parentElement.closest("code, svg") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT), broken = [];
  for (let n; (n = walker.nextNode());) for (const word of n.data.matchAll(/\\p{L}+/gu)) {
    const range = document.createRange();
    range.setStart(n, word.index);
    range.setEnd(n, word.index + word[0].length);
    if (new Set([...range.getClientRects()].map((r) => r.top)).size > 1) broken.push(word[0]);
  }
  return broken;
})"""

# Ids and margins of the closed cards that are not seen whole: outside of the window, or of an ancestor that hides what is.
HIDDEN = """[...document.querySelectorAll("#list > li, #rest > li")].flatMap((item) => {
  const seen = (e) => {
    const box = e.getBoundingClientRect();
    if (!e.checkVisibility() || box.width === 0 || box.left < 0 || box.right > innerWidth + 1) return false;
    for (let outer = e.parentElement; outer !== item; outer = outer.parentElement) {
      const frame = outer.getBoundingClientRect();
      if (getComputedStyle(outer).overflowX !== "visible" && box.left > frame.right) return false;
    }
    return true;
  };
  return [item.querySelector(".i code"), ...item.querySelectorAll(".m")].filter((e) => !seen(e))
    .map((e) => item.id + ": " + e.className + e.textContent);
}).slice(0, 5)"""

CUT = """[...document.querySelectorAll("table")].filter((t) => t.scrollWidth > t.clientWidth
  || t.getBoundingClientRect().right > innerWidth + 1).map((t) => t.className + ": " + t.caption?.textContent)"""

UNNAMED = """[...document.querySelectorAll("svg, input, select, button")].filter((e) => e.tagName === "svg"
  ? !(e.closest("[aria-hidden=true]") || (e.getAttribute("role") === "img" && e.getAttribute("aria-label")))
  : !(e.labels?.length || e.textContent.trim())).map((e) => e.outerHTML.slice(0, 80))"""


def fail(message):
    sys.exit("check-page: " + message)


class Browser:
    """A Chromium of our own, with a profile that is thrown away."""

    def __init__(self):
        program = shutil.which("chromium") or shutil.which("chromium-browser") or fail("no chromium: run .ci/setup tests")
        self.profile = tempfile.mkdtemp()
        ours_in, theirs_out = os.pipe()
        theirs_in, ours_out = os.pipe()

        def pipes():
            # Not at once to 3 and 4: the pipes may have those very numbers.
            reading, writing = os.dup2(theirs_in, 98), os.dup2(theirs_out, 99)
            os.dup2(reading, 3)
            os.dup2(writing, 4)

        self.process = subprocess.Popen(
            [program, "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars",
             "--no-first-run", "--user-data-dir=" + self.profile, "--remote-debugging-pipe", "about:blank"],
            close_fds=False, preexec_fn=pipes, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(theirs_in)
        os.close(theirs_out)
        self.input, self.output = ours_in, ours_out
        self.buffer, self.number, self.events = b"", 0, []
        self.session = None
        target = [t for t in self.call("Target.getTargets")["targetInfos"] if t["type"] == "page"][0]
        self.session = self.call("Target.attachToTarget", targetId=target["targetId"], flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(domain + ".enable")

    def read(self):
        while b"\0" not in self.buffer:
            more = os.read(self.input, 1 << 20)
            if not more:
                fail("the browser went away")
            self.buffer += more
        message, self.buffer = self.buffer.split(b"\0", 1)
        return json.loads(message)

    def call(self, method, **parameters):
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.output, json.dumps(message).encode() + b"\0")
        while True:
            answer = self.read()
            if answer.get("id") == self.number:
                if "error" in answer:
                    fail(f"{method}: {answer['error']}")
                return answer["result"]
            self.events.append(answer)

    def open(self, address):
        self.events = []
        self.call("Page.navigate", url=address)
        while not any(e.get("method") == "Page.loadEventFired" for e in self.events):
            self.events.append(self.read())

    def run(self, script):
        answer = self.call("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            fail(f"{script[:60]}: {answer['exceptionDetails']}")
        return answer["result"].get("value")

    def press(self, key, code, text=None):
        for kind in ("keyDown", "keyUp"):
            extra = {"text": text} if text and kind == "keyDown" else {}
            self.call("Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=code, **extra)

    def window(self, width, height):
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def media(self, kind="", scheme="light"):
        self.call("Emulation.setEmulatedMedia", media=kind, features=[{"name": "prefers-color-scheme", "value": scheme}])

    def picture(self, path, selector=None):
        extra = {}
        if selector:
            box = self.run(f"(() => {{ const b = document.querySelector({json.dumps(selector)}).getBoundingClientRect();"
                           "return {x: b.x + scrollX, y: b.y + scrollY, width: b.width, height: Math.min(b.height, 2400)}; })()")
            extra = {"clip": dict(box, scale=1), "captureBeyondViewport": True}
        data = self.call("Page.captureScreenshot", format="png", **extra)["data"]
        with open(path, "wb") as file:
            file.write(base64.b64decode(data))

    def close(self):
        try:
            self.call("Browser.close")
            self.process.wait(10)
        except (OSError, SystemExit, subprocess.TimeoutExpired):
            self.process.kill()
        shutil.rmtree(self.profile, ignore_errors=True)


def messages(events):
    for event in events:
        method, values = event.get("method"), event.get("params", {})
        if method == "Log.entryAdded":
            yield values["entry"]["text"]
        elif method == "Runtime.consoleAPICalled":
            yield "console." + values["type"]
        elif method == "Runtime.exceptionThrown":
            yield values["exceptionDetails"]["text"]


def choose(browser, control, value):
    browser.run(f"""(() => {{ const c = document.getElementById({json.dumps(control)}); c.value = {json.dumps(value)};
        c.dispatchEvent(new Event("input", {{bubbles: true}})); }})()""")


def shown(browser):
    return browser.run("""[...document.querySelectorAll("#list > li, #rest > li")].filter((i) => i.checkVisibility()).map((i) => {
        const [place, margin] = i.dataset.k.split(" "), of = (name) => i.querySelector(name).textContent;
        const rules = Object.fromEntries(i.dataset.r.split(" ").map((r) => [r.slice(0, r.lastIndexOf("=")),
          r.slice(r.lastIndexOf("=") + 1)]));
        return {d: of(".d"), s: of(".sev"), r: rules, i: +place, m: margin, text: i.textContent}; })""")


def number(margin):
    return float("-inf") if margin == "-" else float(margin)


def check_anchors(browser, address):
    """Each generation has an anchor, and it opens that generation, also one that stands behind the fold."""
    anchors = browser.run("[...document.querySelectorAll('#list > li, #rest > li')].map((i) => i.id)")
    strange = [a for a in anchors if not a.startswith(("gen_", "text_"))]
    if strange:
        fail(f"anchors that are none: {strange[:5]}")
    for anchor in anchors[:1] + anchors[-1:]:
        browser.open("about:blank")
        browser.open(f"{address}#{anchor}")
        place = browser.run(f"""(() => {{ const i = document.getElementById({json.dumps(anchor)});
            return i.firstElementChild.open && i.checkVisibility() && Math.abs(i.getBoundingClientRect().top) < innerHeight; }})()""")
        if place is not True:
            fail(f"the anchor {anchor} does not open its generation")
    browser.open("about:blank")
    browser.open(address)
    browser.run("document.getElementById('more')?.setAttribute('open', '')")


def check_paper(browser):
    for name, width, height in (("A4", 8.27, 11.69), ("Letter", 8.5, 11)):
        paper = base64.b64decode(browser.call("Page.printToPDF", paperWidth=width, paperHeight=height)["data"])
        pages = len(re.findall(rb"/Type\s*/Page\b", paper))
        if not 1 <= pages <= 10:
            fail(f"{pages} pages of {name}")


def check_filter(browser, everything):
    for control, key in (("f-d", "d"), ("f-s", "s")):
        for value in sorted({item[key] for item in everything} - {""}):
            choose(browser, control, value)
            if [i for i in everything if i[key] == value] != shown(browser):
                fail(f"{control} = {value} shows others")
        choose(browser, control, "")
    for value in browser.run("[...document.getElementById('f-r').options].map((o) => o.value)")[1:]:
        choose(browser, "f-r", value)
        fits = [i for i in everything if value in i["r"]]
        if fits != shown(browser) or not fits:
            fail(f"rule {value} shows others")
        choose(browser, "f-o", "m")
        if [number(i["r"][value]) for i in shown(browser)] != sorted((number(i["r"][value]) for i in fits), reverse=True):
            fail(f"the order by margin of rule {value} is another")
        choose(browser, "f-o", "n")
    choose(browser, "f-r", "")
    if everything:
        word = everything[-1]["text"].split()[-1].lower()
        choose(browser, "f-t", word)
        if [i for i in everything if word in i["text"].lower()] != shown(browser):
            fail(f"the text {word} shows others")
        browser.run("document.querySelector('#filter button[type=reset]').click()")
        browser.run("new Promise((done) => setTimeout(done, 50))")
    if shown(browser) != everything:
        fail("reset does not show everything again")
    choose(browser, "f-o", "i")
    if [i["i"] for i in shown(browser)] != sorted(i["i"] for i in everything):
        fail("input order is another")
    choose(browser, "f-o", "m")
    margins = [number(i["m"]) for i in shown(browser)]
    if margins != sorted(margins, reverse=True):
        fail("the order by margin is another")
    choose(browser, "f-o", "n")
    if shown(browser) != everything:
        fail("the first order does not come back")


def check_keys(browser):
    """Tab reaches the first generation, and Enter opens it."""
    browser.run("document.getElementById('f-open').focus()")
    browser.press("Tab", 9)
    if browser.run("document.activeElement === document.querySelector('#list summary')") is not True:
        fail("Tab does not reach the first generation")
    browser.press("Enter", 13, "\r")
    if browser.run("document.querySelector('#list details').open") is not True:
        fail("Enter does not open a generation")
    browser.press("Enter", 13, "\r")


def check(folder, pictures):
    address = "file://" + os.path.abspath(os.path.join(folder, "report.html"))
    browser = Browser()
    try:
        browser.window(1280, 900)
        browser.media()
        browser.open(address)
        browser.run("document.getElementById('more')?.setAttribute('open', '')")
        everything = shown(browser)
        if browser.run("document.getElementById('filter').checkVisibility()") is not True:
            fail("the filter is not shown: the script did not run")
        check_filter(browser, everything)
        if everything:
            check_keys(browser)
        check_anchors(browser, address)
        if browser.run("document.scripts.length") != 1 or browser.run("window.pwned") is not None:
            fail("there is a script that is not ours")
        strange = browser.run("""[...new Set([...document.querySelectorAll("body *")].filter((e) => e.matches(
            "img, iframe, object, embed, link, base, video, audio, [style]") || [...e.attributes].some((a) =>
            a.name.startsWith("on") || (a.name === "href" && !/^(#|https:)/.test(a.value)))).map((e) => e.outerHTML.slice(0, 99)))]""")
        if strange:
            fail(f"elements that the page has no use for: {strange}")
        dead = browser.run("[...document.querySelectorAll('a[href^=\"#\"]')].filter((a) => !document.getElementById(a.getAttribute('href').slice(1))).length")
        twice = browser.run("(() => { const ids = [...document.querySelectorAll('[id]')].map((e) => e.id);"
                            "return ids.length - new Set(ids).size; })()")
        if dead or twice:
            fail(f"{dead} links lead nowhere, {twice} ids are given twice")
        unnamed = browser.run(UNNAMED)
        if unnamed:
            fail(f"without a name: {unnamed}")
        for width in (1440, 800, 390):
            browser.window(width, 900)
            hidden = browser.run(HIDDEN)
            if hidden:
                fail(f"not seen in a window of {width}: {hidden}")
        browser.window(1280, 900)
        browser.run("for (const d of document.querySelectorAll('details')) d.open = [...document.querySelectorAll('details')].indexOf(d) < 30")
        for scheme in ("light", "dark"):
            browser.media(scheme=scheme)
            poor = browser.run(CONTRAST)
            if poor:
                fail(f"hard to read in {scheme}: {poor}")
        for width in (1440, 1280, 800, 400, 390, 375):
            browser.window(width, 900)
            wide = browser.run("document.documentElement.scrollWidth")
            if wide > width:
                fail(f"{wide} wide in a window of {width}")
            cut = browser.run(CUT)
            if cut:
                fail(f"tables cut in a window of {width}: {cut}")
            broken = browser.run(BROKEN)
            if broken:
                fail(f"words broken in a window of {width}: {broken}")
        # A4 with the browser's own margins.
        browser.window(717, 1000)
        browser.media("print")
        cut = browser.run(CUT)
        if cut:
            fail(f"tables cut on paper: {cut}")
        check_paper(browser)
        if browser.run("document.querySelector('.paper').checkVisibility()") is not True:
            fail("a print does not say what it leaves out")
        browser.media()
        if browser.run("document.querySelector('.paper').checkVisibility()") is not False:
            fail("the note for a print is on the screen")
        said = list(messages(browser.events))
        if said:
            fail(f"the console says: {said}")
        asked = [e["params"]["request"]["url"] for e in browser.events if e.get("method") == "Network.requestWillBeSent"]
        if [a for a in asked if a != address]:
            fail(f"it asks for {asked}")
        if pictures:
            take(browser, address, pictures)
        browser.call("Emulation.setScriptExecutionDisabled", value=True)
        browser.window(1280, 900)
        browser.media()
        browser.open(address)
        browser.call("Emulation.setScriptExecutionDisabled", value=False)
        browser.run("document.getElementById('more')?.setAttribute('open', '')")
        if browser.run("document.getElementById('filter').checkVisibility()") is not False or shown(browser) != everything:
            fail("without script it reads otherwise")
        print("ok", len(everything), "generations", flush=True)
    finally:
        browser.close()


def take(browser, address, folder):
    os.makedirs(folder, exist_ok=True)
    for scheme in ("light", "dark"):
        browser.window(1280, 1000)
        browser.media(scheme=scheme)
        browser.open(address)
        browser.picture(f"{folder}/{scheme}.png")
        browser.run("for (const d of [...document.querySelectorAll('#list details')].slice(0, 8)) d.open = true")
        for section in ("findings", "new", "generations", "rules", "agreement", "signals", "labels", "audited"):
            if browser.run(f"document.getElementById('{section}') !== null"):
                browser.picture(f"{folder}/{scheme}-{section}.png", "#" + section)
    browser.window(400, 900)
    browser.media()
    browser.open(address)
    browser.picture(f"{folder}/narrow.png")
    with open(f"{folder}/print.pdf", "wb") as file:
        file.write(base64.b64decode(browser.call("Page.printToPDF", printBackground=False)["data"]))


if __name__ == "__main__":
    check(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else None)
