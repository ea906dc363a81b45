"""Turns the HTML on its standard input into a PDF with WeasyPrint and prints the seconds it took and the bytes.

A program of its own, so that it can be stopped when it takes too long: `python -m bench.weasyprinted`.
"""

import sys
from time import perf_counter

from weasyprint import HTML  # type: ignore[import-untyped]


def main() -> None:
    """Warm up on a word, then measure."""
    text = sys.stdin.read()
    HTML(string="<p>x</p>").write_pdf()
    begun = perf_counter()
    made = HTML(string=text).write_pdf()
    print(perf_counter() - begun, len(made))


if __name__ == "__main__":
    main()
