"""Set everything up, then run the workshop or its tests. Needs Python 3.11 or newer and nothing else.

python3 dev.py run      start the workshop and print its address (options go on to `workshop serve`)
python3 dev.py test     check style, types and content, then run the tests that guard each promise made to users
python3 dev.py test --all   the same, then every test: all of those in a browser, and those that need PostgreSQL
python3 dev.py check    only the checks: style, types, content, rules taught
python3 dev.py faults   the long tests, a quarter of an hour: servers, connections and tabs die while people type
"""

import hashlib
import importlib.util
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = str(BIN / ("python.exe" if os.name == "nt" else "python"))
WITHOUT_BROWSER = ("tests/unit", "tests/app")
IN_A_BROWSER = ("tests/browser", "tests/faults")
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "msedge", "chrome")


def main() -> int:
    """Run one command; its exit code."""
    commands = {"run": run, "test": test, "check": check, "faults": faults}
    if len(sys.argv) < 2 or sys.argv[1] not in commands:
        print(__doc__)
        return 2
    if sys.version_info < (3, 11):
        print(f"Python 3.11 or newer is needed; this is {platform.python_version()}.")
        return 1
    os.chdir(ROOT)
    return commands[sys.argv[1]](sys.argv[2:])


def run(options: list[str]) -> int:
    """Start the workshop."""
    set_up("run")
    try:
        return call(PYTHON, "-m", "workshop", "serve", *options)
    except KeyboardInterrupt:
        return 0


def test(options: list[str]) -> int:
    """All checks, and the tests; `--all` for those too that take long."""
    every = "--all" in options
    options = [option for option in options if option != "--all"]
    failed = check([])
    fetch_browser()
    failed |= pytest(*WITHOUT_BROWSER, "-m", "not faults" if every else "not faults and not whole", *options)
    return failed | pytest(*IN_A_BROWSER, "-m", "not faults" if every else "essential and not faults", *options)


def check(_: list[str]) -> int:
    """Style, types, content, and the rules it has to teach."""
    set_up("test")
    failed = call(PYTHON, "-m", "ruff", "check", ".")
    failed |= call(PYTHON, "-m", "ruff", "format", "--check", ".")
    failed |= call(PYTHON, "-m", "mypy")
    failed |= call(PYTHON, "-m", "workshop", "check")
    return failed | call(PYTHON, "-m", "workshop", "coverage", quiet=True)


def faults(options: list[str]) -> int:
    """The tests that injure servers, the network and the browser; `test` runs a short form of those in a browser."""
    set_up("test")
    fetch_browser()
    if not shutil.which("haproxy") and not apt_get("haproxy"):
        print("Please install HAProxy; these tests need its command haproxy.")
    return pytest("tests", "-m", "faults", "-rP", *options)


def pytest(*options: str) -> int:
    """Run tests, two at a time or as many as there are processors."""
    processes = str(max(2, os.cpu_count() or 2))
    return call(PYTHON, "-m", "pytest", "-n", processes, "--dist", "worksteal", *options)


def call(*command: str, quiet: bool = False) -> int:
    """Run a command; 0 if it went well, 1 if not. A quiet one prints only when it failed."""
    done = subprocess.run(command, check=False, capture_output=quiet, text=True)
    if quiet and done.returncode:
        print(done.stdout + done.stderr)
    return int(done.returncode != 0)


def set_up(what: str) -> None:
    """Make the virtual environment and install what is pinned, if that has changed since the last time."""
    pins = (ROOT / "pyproject.toml").read_bytes() + (ROOT / "constraints.txt").read_bytes()
    stamp, mark = VENV / f"installed-{what}", hashlib.sha256(pins + str(ROOT).encode()).hexdigest()
    if stamp.exists() and stamp.read_text() == mark:
        return
    if not Path(PYTHON).exists():
        if importlib.util.find_spec("ensurepip") is None:
            apt_get("python3-venv")
        subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=True)
    wanted = ".[test]" if what == "test" else "."
    install = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*install, "--constraint", "constraints.txt", "--editable", wanted], check=True)
    stamp.write_text(mark)


def fetch_browser() -> None:
    """Install Chromium where no browser is found: from the system's packages, or Playwright's own."""
    if any(map(shutil.which, BROWSERS)) or call(PYTHON, "-c", FIND_PLAYWRIGHTS_BROWSER, quiet=True) == 0:
        return
    print("No browser found; fetching Chromium for the tests.")
    debian = Path("/etc/debian_version").exists() and "ubuntu" not in Path("/etc/os-release").read_text().lower()
    if debian and apt_get("chromium"):
        return
    with_libraries = ["--with-deps"] if sys.platform == "linux" else []
    call(PYTHON, "-m", "playwright", "install", *with_libraries, "chromium")


FIND_PLAYWRIGHTS_BROWSER = """
from pathlib import Path
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    raise SystemExit(not Path(playwright.chromium.executable_path).exists())
"""


def apt_get(package: str) -> bool:
    """Install a system package on Debian or Ubuntu; whether that worked."""
    if not shutil.which("apt-get"):
        return False
    as_root = [] if os.geteuid() == 0 else ["sudo"]
    if as_root and not shutil.which("sudo"):
        print(f"Please install the package {package} as root: apt-get install {package}")
        return False
    print(f"Installing {package} from the system's packages.")
    quiet = {"stdout": subprocess.DEVNULL, "env": os.environ | {"DEBIAN_FRONTEND": "noninteractive"}}
    subprocess.run([*as_root, "apt-get", "update"], check=False, **quiet)
    return subprocess.run([*as_root, "apt-get", "install", "-y", package], check=False, **quiet).returncode == 0


if __name__ == "__main__":
    raise SystemExit(main())
