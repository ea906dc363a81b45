"""The words that exports print around the student's own."""

from workshop.content.models import Model, Words


class FactWords(Model):
    """Labels and values of the facts about a meeting."""

    status: Words
    practice: Words
    when: Words
    in_zone: Words
    no_date: Words
    minutes_label: Words
    minutes: Words
    how: Words
    where: Words
    confirm: Words
    between: Words
    cancel: Words
    arrive: Words
    call: Words
    thank: Words
    check_in: Words


class PeopleWords(Model):
    """Column heads of the printed people table."""

    person: Words
    work: Words
    link: Words
    reach: Words
    status: Words


class CardWords(Model):
    """Headings of the conversation card."""

    title: Words
    opening: Words
    questions: Words
    during: Words
    closing: Words
    more: Words


class InsteadWords(Model):
    """What to do once the time for something has passed, by `workshop.plan.dates.Instead`; blanks as in `DueWords`."""

    nudge_late: Words
    confirm_now: Words
    confirm_short: Words
    on_the_way: Words
    was_it: Words
    thanks_late: Words
    check_in_late: Words
    step_late: Words


class DueWords(Model):
    """What there is to do, by `DueKind` of `plan.dates`; `{name}` is the person, `{text}` the student's own step."""

    nudge: Words
    move_on: Words
    confirm: Words
    interview: Words
    thanks: Words
    check_in: Words
    next_step: Words
    instead: InsteadWords


class CalendarWords(Model):
    """Names and descriptions of calendar entries; `{name}` is the person, `{text}` the student's own step."""

    name: Words
    name_of: Words
    interview: Words
    confirm: Words
    thanks: Words
    check_in: Words
    nudge: Words
    move_on: Words
    next_step: Words


class WorksheetWords(Model):
    """The words of the blank worksheets."""

    title: Words
    title_of: Words
    what: Words
    who: tuple[Words, ...]
    steps: Words
    alone: Words
    lesson: Words
    minutes: Words
    one: Words
    several: Words
    example: Words
    recall: Words
    person: Words
    question: Words
    star: Words
    heard: Words
    asked_on: Words
    answer: Words
    models: Words
    models_text: Words
    subject: Words
    message: Words


class ExportWords(Model):
    """Titles and labels of every exported document. Texts may hold blanks such as `{name}`."""

    language: Words
    titles: dict[str, Words]
    plan_title: Words
    plan_title_of: Words
    date: Words
    overview: Words
    overview_done: Words
    overview_begun: Words
    overview_open: Words
    contents: Words
    next_title: Words
    next_when: Words
    next_what: Words
    next_none: Words
    due: DueWords
    someone: Words
    step: Words
    nothing: Words
    with_each_person: Words
    yes: Words
    labelled: Words
    own_goal: Words
    starred: Words
    people: PeopleWords
    conversation: Words
    facts: FactWords
    messages: Words
    message_sent: Words
    message_subject: Words
    suggested_name: Words
    suggested_how: Words
    card: CardWords
    checklist: Words
    on_the_day: Words
    ticked: Words
    not_ticked: Words
    older_title: Words
    older_text: Words
    unprintable: Words
    shortened: Words
    calendar: CalendarWords
    worksheets: WorksheetWords
