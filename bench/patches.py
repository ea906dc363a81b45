"""what each feature of our patches of Streamlit is worth: the workshop without it against the workshop with all"""

import argparse
import asyncio
from statistics import median

from bench.report import ms, number, table
from bench.rerun import Place, Result, measure
from bench.servers import cookie, new_database, new_folder, plan_with_example, workshop
from workshop.streamlit_patches import PATCHES

FEATURES = list(dict.fromkeys(patch.feature for patch in PATCHES))


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of this program."""
    parser.add_argument("--features", nargs="*", default=FEATURES, help="only these features")
    parser.add_argument("--page", default="research", help="the page that is measured (default research)")
    parser.add_argument("--samples", type=int, default=48, help="runs at one user (default 48)")
    parser.add_argument("--pause", type=float, default=0, help="seconds one user waits between two runs (default 0)")
    parser.add_argument("--users", type=int, default=30, help="users at full speed (default 30)")
    parser.add_argument("--seconds", type=float, default=16, help="seconds at full speed for each feature (default 16)")


def run(asked: argparse.Namespace) -> None:
    """Measure the workshop without each feature, and with all patches in turn with it."""
    rows = []
    with new_folder() as folder:
        database = new_database(folder)
        cookies = [cookie(plan_with_example(database)) for _ in range(asked.users)]
        for feature in asked.features:
            with workshop(database) as ours, workshop(database, ("-m", "bench.without", feature)) as without:
                place, other = Place(ours, cookies, asked.page), Place(without, cookies, asked.page)
                rows.append([feature, *_row(asyncio.run(measure(other, place, asked)))])
    print(f"The page {asked.page} without one feature, and in brackets with all: a share above 1 is its worth.")
    table(["without", "p50 ms", "(all)", "share", "a second", "(all)", "CPU ms", "(all)", "share"], rows)


def _row(found: Result) -> list[str]:
    without = found.our_speed.processor / found.our_speed.runs
    every = found.stock_speed.processor / found.stock_speed.runs
    return [
        ms(median(found.ours)),
        ms(median(found.stock)),
        number(found.share),
        number(found.our_speed.a_second),
        number(found.stock_speed.a_second),
        ms(without),
        ms(every),
        number(without / every),
    ]
