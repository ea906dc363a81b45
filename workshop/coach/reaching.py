"""What in a line is meant to reach someone: an e-mail address or a number, and whether it looks as if it works."""

import re
from collections.abc import Iterator

from workshop.coach.remarks import Span
from workshop.coach.wordlists import Lists
from workshop.plan.contact_details import numbers_in, usable_email, usable_phone

SITE = re.compile(r"\bwww\.|https?:")
_CHUNK = re.compile(r"\S+")
_APART = re.compile(r"[/|;•·]|,\s|\s(?:or|and|[-–—])\s|\Z")
_LABEL = re.compile(r"\W{0,3}([^\W\d_]{1,12}(?:-[^\W\d_]{1,12})?)(?:\s(?:address|number))?(?:\s?[:=]\s?|\sis\s)", re.I)
_HANDLE = re.compile(r"@?\w[\w-]*(?:\.[\w-]+)+|@\w{3,}")
_SPELT = re.compile(r"\S+\s\W?at\W?\s\S+\s\W?dot\W?\s\w+", re.I)
_FEW_DIGITS = re.compile(r"[+(\d][\d ().\-\u2010-\u2015]+")
_YEAR_OR_ZIP = re.compile(r"(?:19|20)\d\d|\d{5}")
_AROUND = " \t.,;:!?()<>\"'*"
_FEWEST_SPOKEN, _FEWEST_DIGITS, _LONGEST = 3, 3, 200


def reaches(text: str) -> bool:
    """Whether an e-mail address or a phone number that can be used stands in a text."""
    if any("@" in chunk and usable_email(chunk.strip(_AROUND)) for chunk in _CHUNK.findall(text)):
        return True
    return any(usable_phone(digits) for digits in numbers_in(text))


def wrong_parts(line: str, known: Lists) -> Iterator[Span]:
    """Where in a line under a message something stands that is meant to reach the student and reaches nobody."""
    if len(line) > _LONGEST or SITE.search(line) or usable_phone(line):
        return
    begin = 0
    for apart in _APART.finditer(line):
        part, start = line[begin : apart.start()], begin
        begin = apart.end()
        bare = part.strip(_AROUND)
        label = _LABEL.match(bare)
        named = bool(label and label[1].casefold() in known.sets["contact_labels"])
        value = bare[label.end() :].strip(_AROUND) if label and named else bare
        if value and not reaches(value) and (named or is_wrong_shape(value, known)):
            start += part.rindex(value)
            yield start, start + len(value)


def is_wrong_shape(value: str, known: Lists) -> bool:
    """Whether a few words look like an address or a number, and are none: "zoe.dogs", "five five five", "555-01"."""
    if _HANDLE.fullmatch(value):
        return _is_no_site(value, known)
    if " " not in value and "@" in value.strip("@"):
        return not usable_email(value)
    spoken = value.replace("-", " ").split()
    if len(spoken) >= _FEWEST_SPOKEN and all(is_spoken(word, known) for word in spoken):
        return True
    digits = sum(map(str.isdigit, value))
    few = digits >= _FEWEST_DIGITS and bool(_FEW_DIGITS.fullmatch(value)) and not _YEAR_OR_ZIP.fullmatch(value)
    return (few and not usable_phone(value)) or bool(_SPELT.fullmatch(value))


def is_spoken(word: str, known: Lists) -> bool:
    """Whether a word is a digit as it is said."""
    return word.casefold() in known.sets["spoken_digits"]


def _is_no_site(value: str, known: Lists) -> bool:
    """Whether a word with a dot in it is neither a web site nor short for something, such as "Ph.D."."""
    labels = value.casefold().strip("@").split(".")
    if known.sets["mail_services"].intersection(labels):
        return True
    return value.startswith("@") or (len(labels[-1]) > 2 and labels[-1] not in known.sets["site_endings"])
