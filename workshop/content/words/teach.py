"""The words of the teacher's page, of the projector, and of the door to a class."""

from typing import Literal

from workshop.content.models import Model, Words, may_hold
from workshop.content.words.doors import KeptWords
from workshop.vocabulary import Piece

Sheet = Literal["pack", "blank", "family"]


class DoorToClassWords(Model):
    """The small page that starts a class or opens one that is there."""

    title: Words
    start_text: Words
    start: Words
    open_title: Words
    open_text: Words
    open: Words
    wrong: Words
    close_title: Words
    to_page: Words


class LinkWords(Model):
    """The private link to take along, before a class is closed on a device."""

    here: Words
    here_named: Words = may_hold("name")
    text: Words
    copy_link: Words
    mail: Words
    print: Words
    show: Words
    then_plan: Words
    have: Words
    close: Words
    instead: Words
    need_tick: Words
    closed: Words
    letter_title: Words = may_hold("name")
    letter: tuple[Words, ...] = may_hold("link", "code")


class ColdWords(Model):
    """The teacher's page before there is a class."""

    what: tuple[Words, ...]
    choose: Words
    choose_text: Words
    start: Words
    inside: Words
    inside_line: Words = may_hold("minutes", "title", "page")
    files_title: Words
    files: dict[Sheet, Words]
    formats: dict[Literal["pdf", "word"], Words]
    have_link: Words = may_hold("address")
    deleted: Words
    gone: Words


class CockpitWords(Model):
    """The head of the page while there is a class, and the lesson."""

    title: Words
    join: Words = may_hold("address")
    join_title: Words
    join_text: Words
    square: Words
    projector: Words
    teacher_link: Words
    teacher_text: Words
    kept: KeptWords
    name: Words
    name_example: Words
    sheet: Words
    before: Words
    minutes: Words = may_hold("minutes")
    start: Words
    restart: Words
    longer: Words
    next: Words = may_hold("title")
    back: Words
    stop: Words
    other: Words = may_hold("title")
    to_current: Words
    behind_one: Words
    behind: Words = may_hold("minutes")
    ahead: Words = may_hold("minutes")
    skip: Words
    on_page: Words = may_hold("page")
    lesson_over: Words
    end_lesson: Words


class SayWords(Model):
    """Telling the whole class something."""

    title: Words
    text: Words
    example: Words
    send: Words
    sees: Words
    take_down: Words
    step: Words
    minutes: Words
    go: Words
    off_sheet: Words = may_hold("title")


class GridWords(Model):
    """The grid of students and steps."""

    title: Words
    nobody: Words
    caption: Words
    name: Words
    where: Words
    changed: Words
    now: Words
    minutes: Words = may_hold("minutes")
    hours: Words = may_hold("hours")
    yesterday: Words
    days: Words = may_hold("days")
    never: Words
    left: Words = may_hold("count")
    done: Words
    not_begun: Words
    here: Words
    help: Words
    quiet: Words = may_hold("minutes")
    away: Words
    handed: Words
    total: Words
    summary: Words = may_hold("here", "members")
    helps: Words = may_hold("count")
    quiets: Words = may_hold("count")
    legend: Words
    elsewhere: Words
    csv: Words
    csv_file: Words
    csv_ticked: Words = may_hold("boxes")
    csv_changed: Words
    trouble: Words


class StudentWords(Model):
    """One student in detail."""

    title: Words
    choose: Words
    boxes: Words = may_hold("ticked", "boxes")
    nothing_handed: Words
    handed_title: Words
    handed_at: Words = may_hold("title", "time")
    handed_text: Words = may_hold("name")
    pieces: dict[Piece, Words]
    take_out: Words
    take_out_sure: Words = may_hold("name")
    taken_out: Words = may_hold("name")


class EndWords(Model):
    """Closing the class on this device, or deleting it."""

    title: Words
    text: Words
    close: Words
    delete: Words
    sure: Words


class ProjectorWords(Model):
    """The projector."""

    title: Words
    go_to: Words
    code: Words
    square: Words
    here_one: Words
    here: Words = may_hold("count")
    on_page: Words = may_hold("page")
    home: Words
    no_class: Words
    join_small: Words = may_hold("address")
    left: Words
    over: Words


class StopwatchWords(Model):
    """The stop-watch for pairs."""

    title: Words
    minutes: Words
    start: Words
    pause: Words
    reset: Words
    again: Words
    round: Words = may_hold("number")
    swap: Words


class TeachWords(Model):
    """Everything a teacher reads on a screen."""

    title: Words
    menu: Words
    home_link: Words
    door: DoorToClassWords
    link: LinkWords
    cold: ColdWords
    cockpit: CockpitWords
    say: SayWords
    grid: GridWords
    student: StudentWords
    end: EndWords
    projector: ProjectorWords
    stopwatch: StopwatchWords
