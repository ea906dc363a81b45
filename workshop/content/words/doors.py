"""The words of the small pages around the plan: moving, showing, locking and ending it."""

from typing import Literal

from workshop.content.models import Model, Words, may_hold
from workshop.vocabulary import PartId


class DeviceWords(Model):
    """Whose device it is."""

    question: Words
    own: Words
    why: Words
    why_class: Words
    shared: Words
    shared_short: Words
    own_text: Words
    shared_text: Words
    shared_yes: Words
    shared_link: Words
    is_shared: Words
    still_there: Words
    still_there_text: Words
    here: Words


class KeptWords(Model):
    """How long a browser opens something: on one's own device, on a shared one, and where nobody has said."""

    own: Words = may_hold("day")
    shared: Words
    not_said: Words


class FinishWords(Model):
    """Finishing on a device that others use too, and the ways back to the plan."""

    link: Words
    title: Words
    text: Words
    own_text: Words
    anyway: Words
    ask_text: Words
    nothing: Words
    download_title: Words
    download_text: Words
    download_in_class: Words
    download: Words
    frame_text: Words
    has_file: Words
    mail_title: Words
    mail_text: Words
    mail: Words
    phone_title: Words
    phone_text: Words
    phone: Words
    leave_title: Words
    leave_text: Words
    leave: Words
    close: Words
    need_tick: Words
    place: Words = may_hold("nickname")
    place_text: Words
    place_title: Words
    place_leave_text: Words
    place_tick: Words
    place_leave: Words
    mail_page_title: Words
    mail_page_text: Words
    mail_open: Words
    mailed: Words
    mail_copy: Words
    mail_message: Words
    other_way: Words
    letter_subject: Words
    letter: tuple[Words, ...] = may_hold("code", "address", "day")
    phone_page_title: Words
    phone_page_text: Words = may_hold("address")
    phone_then: Words
    phone_waits: Words
    phone_done: Words
    done_title: Words
    done_text: Words
    done_mail: Words
    done_download: Words
    next_visitor: Words


class GoneWords(Model):
    """Why a key opens nothing any more."""

    title: Words
    deleted: Words = may_hold("day")
    unused: Words = may_hold("day", "days")
    rekeyed: Words = may_hold("day")
    reload: Words
    begin: Words


class MoveWords(Model):
    """Opening a plan on another device."""

    title: Words
    text: Words
    label: Words
    hint: Words
    look: Words
    wrong: Words
    found_title: Words
    open: Words
    same: Words
    not_mine: Words
    both_title: Words
    found: Words
    present: Words
    replace_title: Words
    replace_text: Words
    replace_tick: Words
    replace_need_tick: Words
    replace_yes: Words
    together_title: Words
    together_text: Words
    together_yes: Words
    together_full: Words


class SharedWords(Model):
    """A plan that someone shows."""

    title: Words
    text: Words
    open: Words
    none: Words
    wrong: Words
    menu: Words
    phone: Words
    over: Words
    heading: Words = may_hold("name")
    reading: Words = may_hold("name")


class PartWords(Model):
    """A part of a plan that a link may show.

    What the student ticks, its name in a list, its title for the reader, and what stands there while it is empty.
    """

    tick: Words
    brief: Words
    title: Words
    none: Words


class KeepingWords(Model):
    """The panel on My plan."""

    title: Words
    empty: Words
    until: Words = may_hold("day")
    code_title: Words
    code_text: Words = may_hold("address")
    code_make: Words
    code_lives: Words = may_hold("time")
    code_over: Words
    code_square: Words
    sheet_title: Words
    sheet_text: Words
    sheet_make: Words
    links_title: Words
    links_text: Words
    link_name: Words
    link_example: Words
    link_shows: Words
    link_make: Words
    link_made: Words = may_hold("day", "parts")
    link_made_whole: Words = may_hold("day")
    link_change: Words
    link_square: Words
    link_copy: Words
    link_end: Words
    link_full: Words
    lock_title: Words
    lock_text: Words
    move_link: Words
    privacy_link: Words
    failed: Words


class SheetWords(Model):
    """The recovery sheet."""

    title: Words
    what: Words = may_hold("name")
    code: Words
    how_title: Words
    how: tuple[Words, ...] = may_hold("address")
    care_title: Words
    care: tuple[Words, ...]
    until: Words = may_hold("day")
    square: Words


class RefusedWords(Model):
    """What a page says when something is refused."""

    title: Words
    elsewhere: Words
    too_large: Words
    too_often: Words = may_hold("minutes")
    no_storage: Words
    unreadable: Words
    failed: Words


Stays = Literal["closed", "own", "minute"]


class CookieWords(Model):
    """One cookie: its name as browsers show it, what it is for, and how long it stays."""

    name: Words
    text: Words
    stays: Stays


class PrivacyPart(Model):
    """One heading of the privacy page with its text."""

    title: Words
    text: Words = may_hold("days", "school", "class_days")
    cookies: tuple[CookieWords, ...] = ()


class PrivacyWords(Model):
    """The privacy page."""

    title: Words
    stays: dict[Stays, Words]
    parts: tuple[PrivacyPart, ...]


class DoorWords(Model):
    """Every word of the small pages."""

    back: Words
    no_go_back: Words
    own_device: Words
    this_plan: Words = may_hold("name", "people", "questions", "day")
    someone: Words
    file_first: Words
    not_copied: Words

    keep_title: Words
    keep_text: Words
    keep_class: Words
    keep_yes: Words
    keep_link: Words
    device: DeviceWords
    kept: KeptWords
    finish: FinishWords

    gone: GoneWords
    begin_title: Words
    begin_text: Words
    begin_yes: Words

    delete_title: Words
    delete_text: Words
    delete_in_class: Words
    delete_nothing: Words
    delete_tick: Words
    delete_need_tick: Words
    delete_yes: Words
    delete_link: Words

    lock_title: Words
    lock_text: Words
    lock_yes: Words
    lock_link: Words
    locked_title: Words
    locked_text: Words
    locked_yes: Words

    move: MoveWords
    shared: SharedWords
    always: Words
    everything: Words
    parts: dict[PartId, PartWords]
    keeping: KeepingWords
    sheet: SheetWords
    refused: RefusedWords
    privacy: PrivacyWords
