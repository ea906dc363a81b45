"""The words of the live mode: what is on the screen while two people talk."""

from pydantic import Field

from workshop.content.models import Cited, Item, Model, Words, may_hold
from workshop.vocabulary import Id


class ClockWords(Model):
    """What the clock says."""

    agreed: Words = may_hold("minutes")
    left: Words = may_hold("minutes")
    last_minute: Words
    up: Words
    over: Words = may_hold("minutes")
    closing: Words
    end: Words


class Marks(Model):
    """How a question stands in the list, as the coach cuts it."""

    first: Words
    if_time: Words
    closing: Words
    leave_out: Words


class Curveball(Cited):
    """What may happen, what to say then, and what to do."""

    id: Id
    title: Words
    say: Words
    text: Words


class LiveWords(Model):
    """Every word of the live mode."""

    start_live: Words
    leave: Words
    before_title: Words
    before: tuple[Item, ...] = Field(min_length=1)
    with_person: Words = may_hold("name", "minutes")
    start: Words
    start_again: Words
    start_again_hint: Words
    no_questions: Words
    choose_questions: Words
    opening_title: Words
    opening_phone: Item
    place: Words = may_hold("number", "count")
    marks: Marks
    keywords: Words
    keywords_hint: Words
    follow: Item
    closing_title: Words
    stay: Item
    done: Words
    back: Words
    next: Words
    all: Words
    all_title: Words
    what_if: Words
    what_if_title: Words
    to_say: Words
    close: Words
    return_to_talk: Words
    noted: Words
    now_here: Words
    noted_title: Words
    off_the_list: Words
    started_at: Words
    longer: Words
    clock: ClockWords
    curveballs: tuple[Curveball, ...] = Field(min_length=1)
