"""The words of the teacher's page, of the projector, and of the door to a class."""

from typing import Literal

from workshop.content.models import Model, Words
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
    here_named: Words
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
    letter_title: Words
    letter: tuple[Words, ...]


class ColdWords(Model):
    """The teacher's page before there is a class."""

    what: tuple[Words, ...]
    choose: Words
    choose_text: Words
    start: Words
    inside: Words
    inside_line: Words
    files_title: Words
    files: dict[Sheet, Words]
    formats: dict[Literal["pdf", "word"], Words]
    have_link: Words
    deleted: Words
    gone: Words


class CockpitWords(Model):
    """The head of the page while there is a class, and the lesson."""

    title: Words
    join: Words
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
    list_title: Words
    before: Words
    minutes: Words
    now: Words
    start: Words
    restart: Words
    longer: Words
    next: Words
    back: Words
    stop: Words
    other: Words
    to_current: Words
    behind_one: Words
    behind: Words
    ahead: Words
    skip: Words
    on_page: Words
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
    off_sheet: Words


class GridWords(Model):
    """The grid of students and steps."""

    title: Words
    nobody: Words
    caption: Words
    name: Words
    where: Words
    changed: Words
    now: Words
    minutes: Words
    hours: Words
    yesterday: Words
    days: Words
    never: Words
    left: Words
    done: Words
    not_begun: Words
    here: Words
    help: Words
    quiet: Words
    away: Words
    handed: Words
    total: Words
    summary: Words
    helps: Words
    quiets: Words
    legend: Words
    elsewhere: Words
    csv: Words
    csv_file: Words
    csv_ticked: Words
    csv_changed: Words
    trouble: Words


class StudentWords(Model):
    """One student in detail."""

    title: Words
    choose: Words
    boxes: Words
    nothing_handed: Words
    handed_title: Words
    handed_at: Words
    handed_text: Words
    pieces: dict[Piece, Words]
    take_out: Words
    take_out_sure: Words
    taken_out: Words


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
    here: Words
    on_page: Words
    home: Words
    no_class: Words
    join_small: Words
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
    round: Words
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
