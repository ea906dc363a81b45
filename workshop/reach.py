"""Whether an e-mail address or a phone number can be used to reach someone: by its shape, nobody is asked."""

import re

LONGEST_EMAIL, LONGEST_PHONE = 254, 60
FEWEST_DIGITS, MOST_DIGITS = 7, 18  # 15 of the longest number, and what is dialed before it to call abroad
_LABEL = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
_EMAIL = re.compile(rf"[^\s@<>()\[\],;:\"\\]{{1,64}}@(?:{_LABEL}\.)+(?!\d+\Z)[^\W_][\w-]{{0,61}}[^\W_]")
_EXTENSION = re.compile(r"[\s,;]*(?:\(\s*)?(?:extension|ext|x|#)\.?[\s:]*\d{1,6}\s*\)?\Z", re.I)
_NUMBER = re.compile(r"[(\s]*\+?[\d\s()./\-\u2010-\u2015]+")


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


USABLE = {"email": usable_email, "phone": usable_phone}


def is_wrong(blank: str, text: str) -> bool:
    """Whether something stands in the blank "email" or "phone" that cannot be used; False for all other blanks."""
    return blank in USABLE and bool(text.strip()) and not USABLE[blank](text)
