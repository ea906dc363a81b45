"""Typing, and where the reader is afterwards: what Streamlit leaves to `behaviour.js`."""

from playwright.sync_api import Browser, expect

from tests.browser.conftest import Server, Visit


def test_a_long_text_is_saved_while_the_cursor_stays_in_its_box(visit: Visit) -> None:
    page = visit.open("research")
    box = page.locator(f"{visit.key('answers.draws_me')} textarea")
    box.click()
    page.keyboard.type("I fix bikes", delay=40)
    page.wait_for_timeout(2000)
    page.keyboard.type(" and radios", delay=40)
    page.wait_for_timeout(2000)
    expect(box).to_have_value("I fix bikes and radios")
    expect(box).to_be_focused()
    page.reload()
    expect(box).to_have_value("I fix bikes and radios")


def test_a_line_is_saved_without_leaving_its_box(visit: Visit) -> None:
    page = visit.open("research")
    box = page.locator(f"{visit.key('about.name')} input")
    box.click()
    page.keyboard.type("Ana Ruiz", delay=40)
    page.wait_for_timeout(2000)
    page.reload()
    expect(box).to_have_value("Ana Ruiz")


def test_fast_typing_over_several_saves_loses_no_letter(visit: Visit) -> None:
    page = visit.open("research")
    box = page.locator(f"{visit.key('answers.draws_me')} textarea")
    box.click()
    words = "one two three four five six seven eight nine ten"
    for word in words.split():
        page.keyboard.type(word + " ", delay=15)
        page.wait_for_timeout(690)
    page.wait_for_timeout(2000)
    page.reload()
    expect(box).to_have_value(words + " ")


def test_the_next_step_begins_at_its_top(visit: Visit) -> None:
    page = visit.open("research")
    page.locator(".st-key-next_page button").click()
    page.wait_for_url("**/identify")
    visit.settle()
    page.wait_for_timeout(500)
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop") == 0


def test_the_menu_of_a_phone_closes_once_a_page_is_chosen(browser: Browser, server: Server) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    visit = Visit(context, server.url)
    page = visit.open("")
    page.locator("[data-testid=stExpandSidebarButton]").click()
    link = page.locator("[data-testid=stSidebarNavLink][href$='/contact']")
    link.click()
    page.wait_for_url("**/contact")
    expect(link).not_to_be_in_viewport()
    context.close()


def test_a_remark_goes_as_the_sentence_is_mended_and_leads_to_its_words(visit: Visit) -> None:
    visit.open("identify")
    page = visit.page
    page.get_by_role("button", name="Add a person").first.click()
    visit.settle()
    visit.open("contact")
    box = page.locator("[class*=-drafts-] textarea").first
    box.fill("Dear Ms. Ruiz,\n\nI am Maya and I need a job in your team.\n\nMaya Thapa")
    quote = page.locator(".remarks .fix button.quote", has_text="need a job")
    quote.click()
    expect(box).to_be_focused()
    chosen = box.evaluate("box => box.value.slice(box.selectionStart, box.selectionEnd)")
    assert "need a job" in chosen
    page.keyboard.type("want to hear how you work", delay=30)
    expect(quote).to_have_count(0)
    expect(box).to_be_focused()
    assert "hear how you work" in box.input_value()
