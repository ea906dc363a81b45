"""Where the files are: beside the package in a checkout, inside it in a wheel (`hatch_build.py` puts them there)."""

from pathlib import Path

PACKAGE = Path(__file__).parent
_IN_A_WHEEL = PACKAGE / "installed"
INSTALLED = _IN_A_WHEEL.is_dir()
ROOT = _IN_A_WHEEL if INSTALLED else PACKAGE.parent  # has content/, pages/ and app.py
HOME = Path.cwd() if INSTALLED else ROOT  # the database goes here, and a relative address of one counts from here
