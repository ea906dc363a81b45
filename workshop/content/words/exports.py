"""The words that exports print around the student's own."""

from workshop.content.models import Model, Words, may_hold


class FactWords(Model):
    """Labels and values of the facts about a meeting."""

    status: Words
    practice: Words
    when: Words
    in_zone: Words = may_hold("moment", "zone")
    no_date: Words
    minutes_label: Words
    minutes: Words = may_hold("minutes")
    how: Words
    where: Words
    confirm: Words
    between: Words = may_hold("start", "end")
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
    more: Words = may_hold("count")


class InsteadWords(Model):
    """What to do once the time for something has passed, by `workshop.plan.dates.Instead`."""

    nudge_late: Words = may_hold("name")
    confirm_now: Words = may_hold("name")
    confirm_short: Words = may_hold("name")
    on_the_way: Words = may_hold("name")
    was_it: Words = may_hold("name")
    thanks_late: Words = may_hold("name")
    check_in_late: Words = may_hold("name")
    step_late: Words = may_hold("text")


class DueWords(Model):
    """What there is to do, by `DueKind` of `plan.dates`; `{name}` is the person, `{text}` the student's own step."""

    nudge: Words = may_hold("name")
    move_on: Words = may_hold("name")
    confirm: Words = may_hold("name")
    interview: Words = may_hold("name")
    thanks: Words = may_hold("name")
    check_in: Words = may_hold("name")
    next_step: Words = may_hold("text")
    instead: InsteadWords


class CalendarWords(Model):
    """Names and descriptions of calendar entries; `{name}` is the person, `{text}` the student's own step."""

    name: Words
    name_of: Words = may_hold("name")
    interview: Words = may_hold("how", "arrive")
    confirm: Words
    thanks: Words
    check_in: Words
    nudge: Words
    move_on: Words
    next_step: Words


class WorksheetWords(Model):
    """The words of the blank worksheets."""

    title: Words
    title_of: Words = may_hold("step")
    what: Words
    who: tuple[Words, ...]
    steps: Words
    alone: Words
    lesson: Words = may_hold("whole")
    minutes: Words = may_hold("minutes")
    one: Words
    several: Words
    example: Words = may_hold("text")
    recall: Words = may_hold("label")
    person: Words = may_hold("number")
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
    plan_title_of: Words = may_hold("name")
    date: Words = may_hold("day", "year")
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
    step: Words = may_hold("number")
    nothing: Words
    with_each_person: Words
    yes: Words
    labelled: Words = may_hold("label", "value")
    own_goal: Words
    starred: Words
    people: PeopleWords
    conversation: Words
    facts: FactWords
    messages: Words
    message_sent: Words = may_hold("title", "day")
    message_subject: Words = may_hold("title")
    suggested_name: Words
    suggested_how: Words
    card: CardWords
    checklist: Words
    on_the_day: Words = may_hold("name")
    ticked: Words
    not_ticked: Words
    older_title: Words
    older_text: Words
    unprintable: Words
    shortened: Words
    calendar: CalendarWords
    worksheets: WorksheetWords
