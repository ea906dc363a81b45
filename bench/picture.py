"""Take the picture in README, the step Prepare with the example plan: `python -m bench.picture`."""

from bench.chromium import chromium, open_page, settle, visitor
from bench.servers import new_database, new_folder, plan_with_example, workshop
from workshop.keys import COOKIE
from workshop.paths import ROOT

PICTURE = ROOT / "docs" / "workshop.png"
PAGE, CARD = "prepare", ".st-key-section_questions"


def take() -> None:
    """Write the picture."""
    with new_folder() as folder, workshop(new_database(folder)) as server, chromium() as browser:
        database = new_database(folder)
        with visitor(browser, (COOKIE, plan_with_example(database), server.url)) as context:
            page = context.new_page()
            open_page(page, f"{server.url}{PAGE}")
            settle(page, 1000)
            page.locator(CARD).evaluate("card => card.scrollIntoView()")
            settle(page, 1000)
            page.screenshot(path=PICTURE)


if __name__ == "__main__":
    take()
