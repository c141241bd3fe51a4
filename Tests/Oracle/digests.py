"""Contract section 6: digests of signals and of rules, by which reports are compared."""
import hashlib
from decimal import Decimal

from policy import is_left_out, matches, signal_list
from records import BOOLEAN, NUMBER, TEXT
from signals import BOOLEANS, NUMBERS, segment


def sha256(text):
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def number(value):
    """The shortest decimal that reads back as the double: without an exponent, unless that is longer."""
    value = float(value)
    if value == 0:
        return "-0" if repr(value).startswith("-") else "0"
    if value.is_integer():
        plain = str(int(value))
    else:
        plain = format(Decimal(repr(value)), "f")
    sign, digits, exponent = Decimal(repr(value)).normalize().as_tuple()
    power = exponent + len(digits) - 1
    fraction = "".join(map(str, digits[1:]))
    scientific = "-" * sign + str(digits[0]) + ("." + fraction if fraction else "") + "e%+03d" % power
    # CHOICE: the contract names no form of the exponent; it is a sign and at least two digits.
    return plain if len(plain) <= len(scientific) else scientific


def canonical(value):
    """Canonical JSON. The keys stand in the order of the dictionary, and a key without a value is left out."""
    if isinstance(value, dict):
        members = [canonical(key) + ":" + canonical(member) for key, member in value.items() if member is not None]
        return "{" + ",".join(members) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return "null"
    if isinstance(value, str):
        escaped = ("\\" + c if c in '"\\' else "\\u%04x" % ord(c) if c < " " else c for c in value)
        return '"' + "".join(escaped) + '"'
    return str(value) if isinstance(value, int) else number(value)


def signals_sha256(signals):
    """The digest of what the platform reported for one generation and its task."""
    lines = {}
    for name, signal in signals.named.items():
        if signal.kind in (NUMBERS, BOOLEANS):
            name = name.rpartition(".")[0]
            kind, text = "series", " ".join(map(frame_text, signals.frames.get(name) or ()))
        else:
            kind = {NUMBER: "number", BOOLEAN: "boolean", TEXT: "text"}[signal.kind]
            text = number(signal.value) if kind == "number" and signal.present else canonical(signal.value)
        lines[name] = kind + "\t" + (text if signal.present else "-")
    for _, name in signals.unusable:
        lines[name] = "unknown\t-"
    ordered = sorted(lines, key=lambda name: name.encode("utf-8"))
    return sha256("modaudit signals 1\n" + "".join(name + "\t" + lines[name] + "\n" for name in ordered))


def review_key(identity, signals, findings):
    """The key of a generation for reviews (section 15); `findings` holds the meaning, band and value of each."""
    if not identity or len(identity.encode()) > 128:
        return None
    lines = sorted(f"{meaning} {band} {'-' if value is None else canonical(value)}\n".encode() for meaning, band, value in findings)
    digest = hashlib.sha256(f"modaudit review 1\n{identity}\n{signals}\n".encode() + b"".join(lines)).digest()
    bits = int.from_bytes(digest[:10], "big")
    return "rk_" + "".join("0123456789abcdefghjkmnpqrstvwxyz"[bits >> 5 * place & 31] for place in reversed(range(16)))


def frame_text(frame):
    """A frame as the platform gives it: label, score and verdict; `!` where it is defective."""
    if frame is None:
        return "!"
    label, p, v = frame
    return str(label) + ":" + number(p) + ":" + canonical(v)


def rule_digests(rule, policy):
    """The digests of a rule: what it means, and how it is defined."""
    meaning = {"id": rule["id"], "why": rule.get("why") or "",
               "missing": rule.get("missing", policy.get("missing", "incomplete")),
               "background_labels": background_labels(rule, policy), "condition": condition_of(rule)}
    meaning_sha256 = sha256(canonical(meaning))
    definition = {"meaning": meaning_sha256, "severity": rule.get("severity", "medium"),
                  "thresholds": [threshold(test, policy) for test in tests_of(rule) if "flag_at" in test]}
    return {"meaning_sha256": meaning_sha256, "definition_sha256": sha256(canonical(definition))}


def tests_of(node):
    """The conditions with a signal, in document order."""
    children = node.get("all") or node.get("any")
    return [test for child in children for test in tests_of(child)] if children else [node]


def background_labels(rule, policy):
    """The labels of the classifiers with a score series that a pattern of the rule matches; None without any."""
    found = {}
    labels = policy.get("background_labels") or {}
    for classifier in sorted(labels, key=lambda name: name.encode("utf-8")):
        name = "legal." + segment(classifier) + ".score"
        # CHOICE: a classifier with an empty list of labels is left out.
        if labels[classifier] and any(matches(pattern, name) and not is_left_out(test, name)
                                      for test in tests_of(rule) for pattern in signal_list(test)):
            found[classifier] = sorted(set(labels[classifier]))
    return found or None


def condition_of(node):
    """A condition without its thresholds."""
    for key in ("all", "any"):
        if key in node:
            return {key: [condition_of(child) for child in node[key]]}
    left_out = node.get("except")
    frame_at = node.get("frame_at")
    return {"signal": signal_list(node), "except": [left_out] if isinstance(left_out, str) else left_out,
            "statistic": node.get("statistic", "max") if "flag_at" in node else None,
            "frame_at": None if frame_at is None else float(frame_at), "is": node.get("is"),
            "in": listed(node.get("in")), "not_in": listed(node.get("not_in"))}


def listed(texts):
    return [texts] if isinstance(texts, str) else texts


def threshold(test, policy):
    """`flag_at` and `near_at` of a numeric test, with the default in place of a missing `near_at`."""
    flag_at, near_at = test["flag_at"], test.get("near_at")
    if near_at is None:
        near_at = Decimal(repr(policy.get("near", 0.8))) * Decimal(repr(flag_at))
    return {"flag_at": float(flag_at), "near_at": float(near_at)}
