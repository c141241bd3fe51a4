"""Contract section 7: text cells that a spreadsheet does not run, whatever separator it opens the file with."""
import re
import unicodedata

SEPARATORS = ",;\t|"
STARTS = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20"


def is_blank(character):
    """White space, control characters and characters without width."""
    return character.isspace() or unicodedata.category(character) in ("Cc", "Cf", "Co", "Cn", "Mn") or character in (
        "\ufffd\u115f\u1160\u3164\uffa0\u2800")


def runs(cell, delimiter):
    """Whether the cell, or a part of it behind another separator than the file's, starts as a formula does."""
    others = SEPARATORS.replace(delimiter, "")
    parts = [cell] + re.split("[" + re.escape(others) + "]", cell)[1:]
    for part in parts:
        visible = part
        while visible and is_blank(visible[0]) and visible[0] not in "\t\r\n":
            visible = visible[1:]
        if visible and visible[0] in STARTS:
            return True
    return False


def content(text):
    """What a guarded text and its source have in common: no guards, no blanks, no characters that do not show."""
    return "".join(c for c in text if c != "'" and not is_blank(c))
