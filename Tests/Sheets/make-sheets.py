"""Makes the damaged sheets of this folder: what spreadsheets and people do to a sheet before it comes back.

    make-sheets.py            writes all files
    make-sheets.py --check    compares the files that need no LibreOffice with those of the folder

`expected.csv` is written by hand: the outcome of each file.
"""
import csv
import hashlib
import io
import json
import pathlib
import random
import re
import subprocess
import sys
import tempfile

FOLDER = pathlib.Path(__file__).parent
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
# Ids that spreadsheets damage: long numbers, leading zeros, dates, exponents; and others.
IDS = ["1234567890123456", "1234567890123499", "000123456789", "3-4", "12E5", "gen_ä", "=cmd", "123456789012"]
IDS += [f"gen_{number:02}" for number in range(8, 24)]
DECISIONS = ["TRUE"] * 6 + ["FALSE"] * 10 + ["unsure"] * 2 + ["escalated", "banana"] + [""] * 4
NOTES = {0: "a, b; \"c\"", 7: "näh\nzwei Zeilen", 8: "=1+1", 9: "-5"}
COLUMNS = ["review_key", "review_decision", "review_note", "disposition", "why", "title", "prompt", "generation_id", "created_at", "top_value"]
MEANING = hashlib.sha256(b"meaning").hexdigest()


def key(identity, signals):
    text = f"modaudit review 1\n{identity}\n{signals}\n{MEANING} flagged 0.97\n"
    bits = int.from_bytes(hashlib.sha256(text.encode()).digest()[:10], "big")
    return "rk_" + "".join(ALPHABET[bits >> 5 * (15 - place) & 31] for place in range(16))


def generations():
    for number, identity in enumerate(IDS):
        signals = hashlib.sha256(str(number).encode()).hexdigest()
        yield {
            "decision": "flagged", "severity": "high", "why": "ip-max: legal.ip.score max 0.97 ≥ 0.9 (+0.07)",
            "title": f"Title {number}; with, separators", "prompt": "line one\nline \"two\"", "generation_id": identity,
            "created_at": "2026-11-20T08:00:00Z", "missing_signals": [], "evidence_sha256": signals,
            "signals_sha256": signals, "review_key": key(identity, signals),
            "findings": [{"band": "flagged", "severity": "high", "rule_id": "ip-max", "signal": "legal.ip.score", "value": 0.97, "label": None}],
        }


def report():
    files = {
        "generations.json": '{"generations": [\n' + ",\n".join(json.dumps(row, ensure_ascii=False) for row in generations()) + '\n], "summary": {}}\n',
        "summary.json": json.dumps({"policy": {"sha256": "d" * 64}, "as_of": "2026-11-25T00:00:00Z", "rules": [{"id": "ip-max", "severity": "high", "meaning_sha256": MEANING}]}) + "\n",
    }
    files["manifest-sha256.txt"] = "".join(f"{hashlib.sha256(text.encode()).hexdigest()}  {name}\n" for name, text in sorted(files.items()))
    return {f"report/{name}": text.encode() for name, text in files.items()}


def guarded(text):
    return "'" + text if text[:1] in "=+-@" and text else text


def rows():
    for number, row in enumerate(generations()):
        yield [
            row["review_key"], DECISIONS[number], NOTES.get(number, ""), "open", row["why"], row["title"],
            row["prompt"].replace("\n", " "), guarded(row["generation_id"]), row["created_at"], "0.97",
        ]


def sheet(lines, delimiter=",", quoting=csv.QUOTE_ALL, end="\r\n", header=COLUMNS):
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, quoting=quoting, lineterminator=end)
    writer.writerow(header)
    writer.writerows(lines)
    return text.getvalue()


def excel(cell, german):
    """What Excel shows, and so saves, of a cell that it opened from a CSV file."""
    if re.fullmatch(r"\d+", cell):
        digits = cell.lstrip("0") or "0"
        if len(digits) < 12:
            return digits
        cell = f"{float(digits):.5E}"
        mantissa, exponent = cell.split("E")
        cell = f"{mantissa}E+{int(exponent):02}"
    elif re.fullmatch(r"\d+E\d+", cell):
        cell = f"{float(cell):.2E}"
    elif re.fullmatch(r"\d+-\d+", cell):
        first, second = map(int, cell.split("-"))
        months = ["", "Jan", "Feb", "Mrz" if german else "Mar", "Apr"]
        return f"{first:02}. {months[second]}" if german else f"{second}-{months[first]}"
    elif cell.upper() in ("TRUE", "FALSE"):
        return {"TRUE": "WAHR", "FALSE": "FALSCH"}[cell.upper()] if german else cell.upper()
    elif not re.fullmatch(r"\d+\.\d+(E\+\d+)?", cell):
        return cell
    return cell.replace(".", ",") if german else cell


def dropped(line):
    """Excel leaves out empty cells at the end of rows."""
    line = list(line)
    while line and line[-1] == "":
        line.pop()
    return line


def excel_sheet(german, delimiter, columns=None):
    lines = [[excel(cell, german) for cell in line] for line in rows()]
    header = COLUMNS
    if columns:
        lines = [[line[COLUMNS.index(name)] for name in columns] for line in lines]
        header = columns
    return sheet([dropped(line) for line in lines], delimiter, csv.QUOTE_MINIMAL, header=header)


def plain_files():
    lines = list(rows())
    base = "\ufeff" + sheet(lines)
    files = {"unchanged.csv": base.encode()}
    files["excel-german.csv"] = excel_sheet(True, ";").encode("cp1252", "replace")
    files["excel-german-utf8.csv"] = ("\ufeff" + excel_sheet(True, ";")).encode()
    files["excel-us.csv"] = excel_sheet(False, ",").encode("cp1252", "replace")
    files["excel-unicode-text.txt"] = b"\xff\xfe" + excel_sheet(False, "\t").encode("utf-16-le")
    files["excel-german-decisions-last.csv"] = excel_sheet(True, ";", ["generation_id", "review_key", "title", "review_note", "review_decision"]).encode("cp1252", "replace")
    files["excel-german-without-key.csv"] = excel_sheet(True, ";", ["generation_id", "title", "review_decision"]).encode("cp1252", "replace")
    files["without-id.csv"] = sheet([line[:7] + line[8:] for line in lines], header=COLUMNS[:7] + COLUMNS[8:]).encode()
    files["with-title-and-sep.csv"] = ("sep=;\r\nReview of Monday;\r\n;;\r\n" + sheet(lines, ";", csv.QUOTE_MINIMAL)).encode()
    files["headers-by-hand.csv"] = sheet(lines, header=[name.replace("_", " ").title() for name in COLUMNS]).encode()
    files["bars.csv"] = sheet(lines, "|", csv.QUOTE_MINIMAL, "\n").encode()
    files["old-mac.csv"] = sheet(lines, ",", csv.QUOTE_ALL, "\r").encode()
    shuffled = lines[:]
    random.Random(1).shuffle(shuffled)
    files["rows-sorted.csv"] = sheet(shuffled).encode()
    files["rows-deleted-and-repeated.csv"] = sheet(lines[:10] + lines[5:8] + [[]] + lines[20:]).encode()
    for name in ("review_key", "generation_id"):
        place = COLUMNS.index(name)
        cells = sorted(line[place] for line in lines)
        files[f"sorted-{name}.csv"] = sheet([line[:place] + [cell] + line[place + 1:] for line, cell in zip(lines, cells)]).encode()
    keys = sorted(line[0] for line in lines)
    files["sorted-key-excel-german.csv"] = sheet([[cell] + [excel(other, True) for other in line[1:]] for line, cell in zip(lines, keys)], ";", csv.QUOTE_MINIMAL).encode("cp1252", "replace")
    swapped = [list(line) for line in lines]
    swapped[9][0] = swapped[8][0]
    files["one-key-wrong.csv"] = sheet(swapped).encode()
    files["filled-down-with-numbers.csv"] = sheet([[line[0], "1" if line[1] == "TRUE" else line[1]] + line[2:] for line in lines]).encode()
    files["cut-download.csv"] = base.encode()[:-50]
    files["column-twice.csv"] = sheet([line + [""] for line in lines], header=COLUMNS + ["Review Decision"]).encode()
    files["without-decisions.csv"] = sheet([[line[0]] + line[2:] for line in lines], header=COLUMNS[:1] + COLUMNS[2:]).encode()
    files["header-deleted.csv"] = base.encode().split(b"\r\n", 1)[1]
    return files


def libreoffice_files():
    """The sheet, opened and saved by LibreOffice."""
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        source = folder / "sheet.csv"
        source.write_bytes(plain_files()["unchanged.csv"])
        export = "Text - txt - csv (StarCalc):{},34,{},1,,{},false,true,false"
        # Delimiter and encoding as LibreOffice numbers them, and the language of numbers and dates.
        for name, delimiter, encoding, language in [
            ("libreoffice-commas-utf8.csv", 44, 76, 1033), ("libreoffice-semicolons-1252.csv", 59, 1, 1031),
            ("libreoffice-tabs-utf16.csv", 9, 65535, 1033), ("libreoffice-semicolons-utf8.csv", 59, 76, 1031),
        ]:
            convert(folder, source, f"csv:{export.format(delimiter, encoding, language)}", language)
            found[name] = (folder / "out" / "sheet.csv").read_bytes()
        for ending in ("xlsx", "xls", "ods", "fods", "html"):
            convert(folder, source, ending, 1033)
            found[f"workbook-{ending}.csv"] = (folder / "out" / f"sheet.{ending}").read_bytes()
    return found


def convert(folder, source, target, language):
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--norestore",
         f"--infilter=CSV:44,34,76,1,,{language},false,true", "--convert-to", target, "--outdir", str(folder / "out"), str(source)],
        check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


if __name__ == "__main__":
    files = report() | plain_files()
    if sys.argv[1:] == ["--check"]:
        wrong = [name for name, data in files.items() if (FOLDER / name).read_bytes() != data]
        print("\n".join(f"{name} is not what make-sheets.py writes" for name in wrong))
        sys.exit(1 if wrong else 0)
    for name, data in (files | libreoffice_files()).items():
        (FOLDER / name).parent.mkdir(exist_ok=True)
        (FOLDER / name).write_bytes(data)
