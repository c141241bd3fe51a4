#!/usr/bin/env python3
"""Reads report.html from standard input as Python's html.parser does, and prints what it finds as JSON.

    python3 Tests/ReportChecks/read-page.py < report.html

A list of steps, each a list of texts: ["<", element, name, value, name, value ...] for a start tag, [">", element] for an
end tag, ["text", text], and ["other", text] for a comment, a declaration or an instruction.
"""
import html.parser
import json
import sys


class Reader(html.parser.HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.steps = []

    def handle_starttag(self, element, attributes):
        self.steps.append(["<", element] + [text or "" for pair in attributes for text in pair])

    def handle_startendtag(self, element, attributes):
        self.handle_starttag(element, attributes)
        self.handle_endtag(element)

    def handle_endtag(self, element):
        self.steps.append([">", element])

    def handle_data(self, text):
        if self.steps and self.steps[-1][0] == "text":
            self.steps[-1][1] += text
        else:
            self.steps.append(["text", text])

    def handle_other(self, text):
        self.steps.append(["other", text])

    handle_comment = handle_decl = unknown_decl = handle_pi = handle_other


reader = Reader()
# No newline translation: a carriage return is a byte like any other.
reader.feed(sys.stdin.buffer.read().decode("utf-8", errors="strict"))
reader.close()
json.dump(reader.steps, sys.stdout)
