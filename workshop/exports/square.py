"""A text as a square that a phone's camera reads (a QR code)."""

import io

import segno


def square(text: str) -> str:
    """The square as SVG for any size: black on white with its quiet border, so that it is read on a dark page too."""
    out = io.BytesIO()
    made = segno.make(text, error="m", micro=False)
    made.save(out, kind="svg", xmldecl=False, border=4, scale=8, dark="#000", light="#fff", omitsize=True)
    return out.getvalue().decode()
