"""What only a browser can show: layout, contrast, requests, files in and out, two tabs."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.browser.conftest import Server, Visit, new_visit
from workshop.keys import COOKIE
from workshop.page_registry import PAGES
from workshop.plan.file import dump, load
from workshop.plan.model import Person, Plan
from workshop.store import open_store
from workshop.vocabulary import STEPS

PATHS = tuple(page.url_path for page in PAGES if page.shown_to == "everyone")
EXAMPLE = Path(__file__).parents[2] / "content" / "en" / "example-plan.json"
HOSTILE = (
    '=HYPERLINK("http://evil.example/x","y") #import "x" **x** <img src=http://evil.example/t.png> '
    "![x](http://evil.example/p.png) [x](javascript:alert(1)) <script>alert(1)</script> \u202eabc $x$ :red[x] "
    ":material/home: محمد 李小龍 👨\u200d👩\u200d👧"
)

# Every visible text whose contrast with the colors behind it is under 4.5:1. Icons set as ligatures are left out.
LOW_CONTRAST = """() => {
  const parse = text => { const m = text.match(/[\\d.]+/g).map(Number); return m.length < 4 ? [...m, 1] : m };
  const over = (front, back) => [0, 1, 2].map(i => front[i] * front[3] + back[i] * (1 - front[3]));
  const light = color => {
    const [r, g, b] = color.map(v => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const found = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode());) {
    const element = node.parentElement;
    if (!node.textContent.trim() || !element.getClientRects().length) continue;
    if (element.closest("script, style, noscript, [data-testid=stIconMaterial], :disabled")) continue;
    const chain = [];
    let opacity = 1;
    for (let each = element; each; each = each.parentElement) {
      chain.unshift(each);
      opacity *= parseFloat(getComputedStyle(each).opacity);
    }
    if (opacity < 0.05 || getComputedStyle(element).visibility === "hidden") continue;
    let back = [255, 255, 255];
    for (const each of chain) {
      const color = parse(getComputedStyle(each).backgroundColor);
      if (color[3] > 0) back = over(color, back);
    }
    const color = parse(getComputedStyle(element).color);
    color[3] *= opacity;
    const a = light(over(color, back)), b = light(back);
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.495) found.push(ratio.toFixed(2) + " " + node.textContent.trim().slice(0, 40));
  }
  return found;
}"""


# What stands further right than the part that clips it, by its text.
CUT = """([clips, inside]) => [...document.querySelectorAll(`${clips} ${inside}`)].filter(each =>
  each.getBoundingClientRect().right > each.closest(clips).getBoundingClientRect().right + 1
).map(each => each.textContent)"""


def test_no_step_and_no_tab_is_cut_on_a_phone(browser: Browser, server: Server) -> None:
    visit = new_visit(browser, server.url, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    for path, clips, inside in (
        ("", ".st-key-card_steps", ".stMarkdownBadge"),
        ("research", "[data-testid=stTabs]", "[role=tab]"),
    ):
        visit.open(path)
        visit.page.locator(f"{clips} {inside}:visible").first.wait_for()
        assert visit.page.evaluate(CUT, [clips, inside]) == []
    visit.context.close()


def test_a_link_in_a_text_leads_to_the_page_in_this_tab(visit: Visit, server: Server) -> None:
    visit.open("contact")
    key = next(cookie["value"] for cookie in visit.context.cookies() if cookie["name"] == COOKIE)
    people = (Person(id="p1", name="Ana"), Person(id="p2", name="Bo", email="bo@work"))
    open_store(server.environment["WORKSHOP_DATABASE_URL"]).edit(key, lambda _: Plan(people=people))
    visit.open("contact")
    visit.page.get_by_role("radio", name="Bo").click()
    visit.page.get_by_role("link", name="Change it in Identify").click()
    visit.page.wait_for_url("**/identify")
    assert len(visit.context.pages) == 1
    visit.settle()
    visit.go("contact")
    expect(visit.page.get_by_role("link", name="Change it in Identify")).to_be_visible()  # Bo is chosen still


def restore(visit: Visit, text: str, tmp_path: Path) -> None:
    """Put the plan of a file in place, as a student does."""
    file = tmp_path / "plan.json"
    file.write_text(text, encoding="utf-8")
    page = visit.open("my_plan")
    page.locator("summary", has_text="Bring back a plan").click()
    page.locator("[data-testid=stFileUploader] input").set_input_files(file)
    page.get_by_role("button", name="Put this plan in place of mine").click()
    expect(page.get_by_text("The plan from the file is in place.")).to_be_visible()
    visit.settle()


def with_hostile_texts(node: object, key: str = "") -> object:
    """A plan's data with the hostile text in every free text."""
    if isinstance(node, dict):
        return {name: with_hostile_texts(part, name) for name, part in node.items()}
    if isinstance(node, list):
        return [with_hostile_texts(part, key) for part in node]
    fixed = ("format", "id", "person", "template", "on", "status", "zone", "medium", "closeness", "stage", "when",
             "goal_kind", "goal_advice", "decision", "my_energy", "my_fit")  # fmt: skip
    free = isinstance(node, str) and key not in fixed and not key.endswith(("_sure", "_held", "_by"))
    return HOSTILE if free else node


def test_no_text_of_a_student_reaches_out_or_comes_alive(visit: Visit, tmp_path: Path) -> None:
    hostile = json.dumps(with_hostile_texts(json.loads(EXAMPLE.read_text(encoding="utf-8"))))
    restore(visit, hostile, tmp_path)
    for path in PATHS:
        page = visit.open(path)
        closed = page.locator("[data-testid=stMain] details:not([open]) > summary")
        while closed.count():
            closed.first.click()
        visit.settle()
        assert page.get_by_text("Something went wrong").count() == 0
        alive = page.locator("[data-testid=stMain] :is(img[src*=evil], a[href^=javascript], script)")
        assert alive.count() == 0
    assert [url for url in visit.requests if not url.startswith((visit.url, "data:", "blob:"))] == []
    assert visit.own_troubles() == []
    visit.open("my_plan")
    with visit.page.expect_download() as download:
        visit.page.locator(".st-key-download_plan button").click()
    assert load(Path(download.value.path()).read_bytes()) == load(hostile)


def test_a_plan_file_goes_out_and_comes_back_the_same(visit: Visit, tmp_path: Path) -> None:
    restore(visit, EXAMPLE.read_text(encoding="utf-8"), tmp_path)
    with visit.page.expect_download() as download:
        visit.page.locator(".st-key-download_plan button").click()
    assert Path(download.value.path()).read_bytes() == EXAMPLE.read_bytes()


@pytest.mark.parametrize(
    ("name", "start"),
    [("pdf", b"%PDF"), ("word", b"PK"), ("markdown", b"# "), ("people", b"\xef\xbb\xbf"), ("calendar", b"BEGIN:VCAL")],
)
def test_every_format_downloads_from_my_plan_and_is_kept_by_nobody(visit: Visit, name: str, start: bytes) -> None:
    page = visit.open("my_plan")
    with page.expect_download() as download:
        page.locator(f".st-key-download_{name} button").click()
    assert Path(download.value.path()).read_bytes().startswith(start)
    assert "/media/" in download.value.url
    answer = page.request.get(download.value.url)
    assert (answer.status, answer.headers["cache-control"]) == (200, "no-store")


def test_a_damaged_plan_file_is_refused_and_changes_nothing(visit: Visit, tmp_path: Path) -> None:
    visit.open("research")
    visit.type("about.name", "Ana")
    file = tmp_path / "plan.json"
    file.write_text(dump(Plan())[:200], encoding="utf-8")
    page = visit.open("my_plan")
    page.locator("summary", has_text="Bring back a plan").click()
    page.locator("[data-testid=stFileUploader] input").set_input_files(file)
    expect(page.get_by_text("This is not a plan file, or it is damaged")).to_be_visible()
    visit.open("research")
    expect(page.locator(f"{visit.key('about.name')} input")).to_have_value("Ana")


def test_two_tabs_keep_what_each_of_them_writes(visit: Visit) -> None:
    first = visit.open("research")
    visit.page = second = visit.new_tab()
    visit.open("research")
    visit.type("about.name", "Ana")
    visit.page = first
    visit.type("about.school", "Lincoln High")
    visit.page = second
    visit.type("about.year", "10th grade")
    visit.page.reload()
    for path, text in (("name", "Ana"), ("school", "Lincoln High"), ("year", "10th grade")):
        expect(second.locator(f"{visit.key('about.' + path)} input")).to_have_value(text)


def test_two_visitors_never_see_each_others_plan(browser: Browser, server: Server) -> None:
    contexts = [browser.new_context() for _ in range(2)]
    first, second = (Visit(context, server.url) for context in contexts)
    first.open("research")
    first.type("about.name", "Only mine")
    second.open("research")
    expect(second.page.locator(f"{second.key('about.name')} input")).to_have_value("")
    second.open("my_plan")
    assert "Only mine" not in second.page.content()
    cookie = contexts[0].cookies()[0]
    assert (cookie["httpOnly"], cookie["sameSite"]) == (True, "Lax")
    for context in contexts:
        context.close()


def test_the_example_opens_and_closes_without_touching_the_own_plan(visit: Visit) -> None:
    visit.open("research")
    visit.type("about.name", "Ana")
    visit.open("")
    visit.page.get_by_role("button", name="See an example").click()
    visit.settle()
    visit.go("research")
    expect(visit.page.get_by_text("You are looking at an example")).to_be_visible()
    assert visit.page.locator("[data-testid=stMain] :is(textarea, input[type=text])").count() == 0
    visit.page.get_by_role("button", name="Back to my own plan").click()
    visit.settle()
    visit.go("research")
    expect(visit.page.locator(f"{visit.key('about.name')} input")).to_have_value("Ana")


def test_a_table_cell_is_saved_at_once_and_the_mix_of_people_follows(visit: Visit) -> None:
    page = visit.open("identify")
    page.get_by_role("button", name="Add a person").click()
    visit.settle()
    for column, text in ((0, "Ana Ruiz"), (1, "AH-na"), (0, "Ana R. Ruiz")):
        grid = page.locator("[data-testid=stDataFrame] canvas").first
        grid.scroll_into_view_if_needed()
        page.wait_for_timeout(300)
        corner = grid.bounding_box()
        assert corner
        page.mouse.click(corner["x"] + 60 + 200 * column, corner["y"] + 55)
        page.wait_for_timeout(200)  # a frame after a click the table takes the focus: no hand is quicker than that
        page.keyboard.press("Enter")
        expect(page.locator("#portal textarea")).to_be_focused()
        page.keyboard.press("Control+A")
        page.keyboard.type(text, delay=20)
        page.keyboard.press("Enter")
        visit.settle()
        expect(page.locator(".st-key-behaviour p span").first).to_contain_text("Saved")
    expect(page.locator(".mix bdi")).to_have_text("Ana R. Ruiz")
    visit.open("identify")
    page.get_by_role("radio", name="One by one").click()
    visit.settle()
    expect(page.locator("[class*=-people-][class*=-name] input")).to_have_value("Ana R. Ruiz")
    expect(page.locator("[class*=-people-][class*=-pronounced] input")).to_have_value("AH-na")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_every_page_can_be_read_and_fits_the_screen(browser: Browser, server: Server, tmp_path: Path, theme: str,
                                                   width: int) -> None:  # fmt: skip
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=theme)
    visit = Visit(context, server.url)
    restore(visit, EXAMPLE.read_text(encoding="utf-8"), tmp_path)
    for path in PATHS:
        page = visit.open(path)
        assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= width, path
        assert page.evaluate(LOW_CONTRAST) == [], path
    context.close()


@pytest.mark.parametrize("step", STEPS)
def test_ticks_are_sent_one_by_one_and_leave_the_page_as_it_is_when_it_is_loaded_anew(visit: Visit, step: str) -> None:
    """The second tick is sent without the boxes that did not change, and nothing goes missing on the way."""
    frames: list[str] = []

    def count(sent: str | bytes) -> None:
        if isinstance(sent, bytes):
            frames.append(ForwardMsg.FromString(sent).WhichOneof("type") or "")

    visit.page.on("websocket", lambda socket: socket.on("framereceived", count))
    page = visit.open(step)
    boxes = page.locator(".st-key-card_checklist").get_by_role("checkbox")
    for number in (0, 1, 2):
        visit.settle()
        page.wait_for_timeout(300)
        frames.clear()
        boxes.nth(number).locator("xpath=ancestor::label").click()
        expect(page.locator(".st-key-card_checklist")).to_contain_text(f"{number + 1} of {boxes.count()}")
    assert frames.count("new_session") == 0
    assert 0 < frames.count("delta") < boxes.count()
    visit.settle()
    shown = page.get_by_test_id("stMain").inner_text()
    page.reload()
    visit.settle()
    expect(boxes.nth(2)).to_be_checked()
    assert page.get_by_test_id("stMain").inner_text() == shown
