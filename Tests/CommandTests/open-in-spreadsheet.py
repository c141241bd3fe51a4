"""Opens CSV files in LibreOffice with a given separator and lists the formulas that it finds.

    open-in-spreadsheet.py PROFILE SEPARATOR QUOTE FILE ...

PROFILE is a folder for LibreOffice's settings, QUOTE the code of the quotation mark (34), or 0 for none. Every FILE is converted to a flat OpenDocument sheet; a formula in one of them
is printed and makes the status 1.
"""
import pathlib
import re
import subprocess
import sys
import tempfile

profile, separator, quote, *files = sys.argv[1:]
# Separator, quotation mark, UTF-8, first line, no column formats, language, no "quoted field as text", formulas evaluated.
options = f"{ord(separator)},{quote},76,1,,0,false,true,false,false,false,-1,true"
found = 0
with tempfile.TemporaryDirectory() as target:
    names = []
    for number, file in enumerate(files):
        copy = pathlib.Path(target, f"{number}.csv")
        copy.write_bytes(pathlib.Path(file).read_bytes())
        names.append(copy)
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--norestore",
         f"--infilter=CSV:{options}", "--convert-to", "fods", "--outdir", target, *map(str, names)],
        check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for number, file in enumerate(files):
        sheets = list(pathlib.Path(target).glob(f"{number}*.fods"))
        assert sheets, f"{file} was not converted"
        for sheet in sheets:
            text = sheet.read_text()
            cells = text.count("<table:table-cell")
            assert cells > 3, f"{file} has {cells} cells"
            for formula in re.findall(r'table:formula="([^"]*)"', text):
                print(f"{file} with {separator!r} and {quote}: {formula}")
                found += 1
sys.exit(1 if found else 0)
