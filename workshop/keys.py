"""Secrets and what follows from them. Nothing here is stored but locators and wrapped keys.

A plan has one secret, the key in its owner's cookie. By HKDF-SHA256 it gives what finds the plan (the store keeps a
hash of it) and what opens it (never stored). The secret of a view link follows from the key and the number of the
link, so that the owner can show the link again. A code is short, for a person to type; stretching makes it costly to
guess.
"""

import base64
import hashlib
import hmac
import re
import secrets
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

COOKIE = "plan_key"
SHARED_COOKIE = "shared_plan"
NEXT_COOKIE = "next_lock"
CLASS_COOKIE = "class_key"
MEMBER_COOKIE = "team_member"  # no secret: which member of the team uses this browser
HOST = "__Host-"  # a cookie of this name comes from this very host, over https
MOVE_LETTERS, LONG_LETTERS = 10, 20
JOIN_DIGITS = 8

_KEY = re.compile(r"[A-Za-z0-9_-]{43}")
_MEMBER = re.compile(r"m_[0-9a-f]{8}")
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: nothing that looks like something else
_LOOKALIKES = str.maketrans("OIL", "011")
_NONCE = 12
_LETTERBOX = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


class SealError(ValueError):
    """What was sealed cannot be opened: another key, another place, or damage."""


@dataclass(frozen=True)
class Capability:
    """What one secret can do in the store: `locator` finds its row, `opener` opens what the row holds."""

    locator: str
    opener: bytes


def new_key() -> str:
    """A fresh random key of 256 bits, as 43 characters that a cookie or a link can hold."""
    return secrets.token_urlsafe(32)


def is_key(text: str | None) -> bool:
    """Whether `text` has the shape of a key."""
    return text is not None and _KEY.fullmatch(text) is not None


def key_in(cookies: Mapping[str, str], name: str = COOKIE) -> str | None:
    """The key a browser's cookies hold, if any. The server lets through only the cookie that fits how it was asked."""
    found = cookies.get(HOST + name) or cookies.get(name)
    return found if is_key(found) else None


def member_in(cookies: Mapping[str, str]) -> str:
    """The id of the team member that a browser's cookies name; an empty text if they name none."""
    found = cookies.get(HOST + MEMBER_COOKIE) or cookies.get(MEMBER_COOKIE) or ""
    return found if _MEMBER.fullmatch(found) else ""


def next_key(key: str, chance: str) -> str:
    """The key that comes after this one, by a random text of a key's shape that only one browser holds."""
    return _text(_derived(key.encode(), f"next {chance}"))


def locator(key: str) -> str:
    """What the store files a key under: a hash, so that a stolen database opens no plan."""
    return hashlib.sha256(_derived(key.encode(), "find")).hexdigest()


def mark(key: str) -> str:
    """Eight letters that tell one plan from another on a page, and tell nothing else."""
    return locator(key)[:8]


def owner(key: str) -> Capability:
    """The capability to read and to write."""
    return Capability(locator(key), _derived(key.encode(), "write"))


def link(key: str, number: str) -> str:
    """The secret of one view link of a plan."""
    return _text(_derived(key.encode(), f"link {number}"))


def viewer(link: str) -> Capability:
    """The capability to read that a view link gives."""
    return Capability(locator(link), _derived(link.encode(), "read"))


def new_code() -> str:
    """A one-time code: 50 random bits, good for the minutes it lives."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(MOVE_LETTERS))


def recovery_code(key: str) -> str:
    """The code on a recovery sheet: 100 bits that follow from the key, so that each sheet of a plan is the same."""
    return _long_code(key, "recovery")


def team_code(key: str, number: str) -> str:
    """The code in a team's link: 100 bits that follow from the key and the number of the link."""
    return _long_code(key, f"team {number}")


def _long_code(key: str, purpose: str) -> str:
    bits = int.from_bytes(_derived(key.encode(), purpose), "big")
    return "".join(_ALPHABET[(bits >> 5 * place) & 31] for place in range(LONG_LETTERS))


def read_code(text: str) -> str | None:
    """The code someone typed, whatever its case, spaces and hyphens; None if it cannot be one."""
    code = re.sub(r"[\s-]", "", text[:100]).upper().translate(_LOOKALIKES)
    return code if len(code) in (MOVE_LETTERS, LONG_LETTERS) and set(code) <= set(_ALPHABET) else None


def spoken(code: str) -> str:
    """A code in groups, to read out and to type."""
    size = 5 if len(code) == MOVE_LETTERS else 4
    return "-".join(code[start : start + size] for start in range(0, len(code), size))


def holder(code: str) -> Capability:
    """The capability to learn the key of a plan that a code gives. Takes 50 ms on purpose."""
    # A fixed salt: codes are random, so no table of guesses can be made beforehand.
    stretched = hashlib.scrypt(code.encode(), salt=b"career-conversations", n=2**14, r=8, p=1, dklen=32)
    return Capability(hashlib.sha256(_derived(stretched, "find")).hexdigest(), _derived(stretched, "code"))


def teacher(key: str) -> Capability:
    """The capability to run a class that its key gives."""
    return Capability(locator(key), _derived(key.encode(), "teach"))


def member(key: str) -> Capability:
    """The capability to be in a class that the key of a plan gives."""
    return Capability(hashlib.sha256(_derived(key.encode(), "class find")).hexdigest(), _derived(key.encode(), "class"))


def new_join_code() -> str:
    """A code for a class: digits, since everyone can say and type them, and a class does not live long."""
    return "".join(secrets.choice("0123456789") for _ in range(JOIN_DIGITS))


def spoken_join_code(code: str) -> str:
    """The code of a class in two groups, to say and to type."""
    return f"{code[:4]} {code[4:]}"


def read_join_code(text: str) -> str | None:
    """The code of a class that someone typed, with digits of any script; None if it cannot be one."""
    digits = [unicodedata.digit(each, None) for each in re.sub(r"[\s.\-‐-―]", "", text[:100])]
    return "".join(map(str, digits)) if len(digits) == JOIN_DIGITS and None not in digits else None


def new_letterbox() -> tuple[bytes, bytes]:
    """A private key and its public one: whoever has the public one can put in what only the private one takes out."""
    private = X25519PrivateKey.generate()
    return private.private_bytes_raw(), private.public_key().public_bytes_raw()


def put_in(public: bytes, text: bytes, place: str) -> bytes:
    """`text` sealed (HPKE, RFC 9180) for the holder of a private key, so that it opens at `place` only."""
    return _LETTERBOX.encrypt(text, X25519PublicKey.from_public_bytes(public), info=place.encode())


def take_out(private: bytes, sealed: bytes, place: str) -> bytes:
    """What was put in for `place`. Raises `SealError`."""
    try:
        return _LETTERBOX.decrypt(sealed, X25519PrivateKey.from_private_bytes(private), info=place.encode())
    except (InvalidTag, ValueError) as error:
        raise SealError("Put in for another key or place, or damaged.") from error


def tag(secret: bytes, text: str) -> str:
    """A keyed hash (HMAC-SHA256): equal for equal texts, and nobody without the secret can try texts out."""
    return hmac.new(secret, text.encode(), hashlib.sha256).hexdigest()


def new_data_key() -> bytes:
    """A fresh key that seals one plan."""
    return AESGCM.generate_key(256)


def seal(key: bytes, text: bytes, place: str) -> bytes:
    """`text` sealed with AES-256-GCM, so that it opens at `place` only."""
    nonce = secrets.token_bytes(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, text, place.encode())


def unseal(key: bytes, sealed: bytes, place: str) -> bytes:
    """What was sealed for `place`. Raises `SealError`."""
    try:
        return AESGCM(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], place.encode())
    except (InvalidTag, ValueError) as error:
        raise SealError("Sealed with another key, for another place, or damaged.") from error


def _derived(secret: bytes, purpose: str) -> bytes:
    return HKDF(SHA256(), 32, salt=None, info=f"career-conversations {purpose}".encode()).derive(secret)


def _text(secret: bytes) -> str:
    return base64.urlsafe_b64encode(secret).decode().rstrip("=")
