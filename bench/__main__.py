"""The command line of the measuring programs."""

import argparse
import signal
import sys
from types import FrameType

from bench import browser, class_grid, classroom, coach, coach_questions, exports, one_visitor, patches, rerun, start
from bench.report import warn_if_busy

PROGRAMS = {
    "rerun": rerun,
    "patches": patches,
    "class": classroom,
    "class_grid": class_grid,
    "exports": exports,
    "browser": browser,
    "start": start,
    "one_visitor": one_visitor,
    "coach": coach,
    "coach_questions": coach_questions,
}


def main() -> None:
    """Run one program. The exit code says whether it ran, never whether its targets were met."""
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure the workshop against stock pages.")
    commands = parser.add_subparsers(required=True, metavar="PROGRAM")
    for name, program in PROGRAMS.items():
        command = commands.add_parser(name, help=program.__doc__, description=program.__doc__)
        program.add_options(command)
        command.set_defaults(run=program.run)
    asked = parser.parse_args()
    signal.signal(signal.SIGTERM, _stop)
    warn_if_busy()
    asked.run(asked)


def _stop(_: int, __: FrameType | None) -> None:
    sys.exit("stopped")  # an exception, so that the servers are stopped on the way out


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit("stopped")
