"""Whether an e-mail address or a phone number can be used to reach someone: by its shape, nobody is asked."""

import re
from collections.abc import Callable

LONGEST_EMAIL, LONGEST_PHONE = 254, 60
FEWEST_DIGITS, MOST_DIGITS = 7, 18  # 15 of the longest number, and what is dialed before it to call abroad
_LABEL = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
_EMAIL = re.compile(rf"[^\s@<>()\[\],;:\"\\]{{1,64}}@(?:{_LABEL}\.)+(?!\d+\Z)[^\W_][\w-]{{0,61}}[^\W_]")
_EXTENSION = re.compile(r"[\s,;]*(?:\(\s*)?(?:extension|ext|x|#)\.?[\s:]*\d{1,6}\s*\)?\Z", re.I)
_NUMBER = re.compile(r"[(\s]*\+?[\d\s()./\-\u2010-\u2015]+")

_AMONG_WORDS = re.compile(
    r"(?:\A|[<(\[,;:/|\n]|\s(?:or|and|[-–—])\s)\s{0,3}([^\s@<>()\[\],;:/|]{1,64}@[^\s@<>()\[\],;:/|]{1,190})"
    r"(?=\Z|[<>()\[\],;:/|]|\s(?:\W|\Z|or\b|and\b|\w{3}))"
)
_DIGITS = re.compile(r"(?<![\w.])\+?\(?\d[\d ().\-\u2010-\u2015]{5,24}\d(?!\w)")


def usable_email(text: str) -> bool:
    """Whether this is one whole e-mail address, such as "ana.diaz@school.example"."""
    address = text.strip()
    return len(address) <= LONGEST_EMAIL and ".." not in address and bool(_EMAIL.fullmatch(address))


def usable_phone(text: str) -> bool:
    """Whether this is a phone number in digits, with or without an extension, such as "(555) 010-0134 ext. 12"."""
    if len(text.strip()) > LONGEST_PHONE:
        return False
    number = _EXTENSION.sub("", text.strip())
    return bool(_NUMBER.fullmatch(number)) and FEWEST_DIGITS <= sum(map(str.isdigit, number)) <= MOST_DIGITS


def email_in(text: str) -> str:
    """The first address in a box that may say more, such as "dana@x.example (work)"; empty if there is none.

    "zoe park@school.example" has none: a mail to what stands behind the space would reach somebody else.
    """
    return next((found[1] for found in _AMONG_WORDS.finditer(text) if usable_email(found[1])), "")


def phone_in(text: str) -> bool:
    """Whether a number that can be used stands in a box, as in "555-010-0134, ask for Kim"."""
    return any(map(usable_phone, (text, *numbers_in(text), *text.split())))


def numbers_in(text: str) -> list[str]:
    """What in a text looks like a phone number."""
    return _DIGITS.findall(text)


REACHES: dict[str, Callable[[str], object]] = {"email": email_in, "phone": phone_in}


def is_wrong(blank: str, text: str) -> bool:
    """Whether what stands in the blank "email" or "phone" reaches nobody; False for all other blanks."""
    return blank in REACHES and bool(text.strip()) and not REACHES[blank](text)
