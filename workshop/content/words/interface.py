"""The words of the interface: buttons, headings, remarks. Texts may hold blanks such as `{time}`."""

from workshop.content.models import Model, Words, may_hold
from workshop.vocabulary import Counted


class CountedWords(Model):
    """What a plan can hold only so many of: a field for each of `vocabulary.Counted`."""

    answers: Words
    checks: Words
    messages: Words
    team_notes: Words
    sent: Words
    suggested: Words
    others: Words
    letters: Words
    people: Words
    questions: Words
    talks: Words
    members: Words
    suggested_by_one: Words

    def __getitem__(self, what: Counted) -> str:
        """What one of them is called."""
        found: str = getattr(self, what)
        return found


class RoomWords(Model):
    """How to make room in a list that is full: a field for each of `vocabulary.Listed`."""

    people: Words
    questions: Words
    talks: Words
    members: Words
    suggested_by_one: Words


class InterfaceWords(Model):
    """Every word the pages show that is not teaching content."""

    # The goal in one sentence
    goal_job: Words = may_hold("subject", "advice")
    goal_field: Words = may_hold("subject", "advice")
    goal_advice: Words = may_hold("advice")
    referred: Words = may_hold("connector")
    name_from: Words = may_hold("connector")
    found_you: Words = may_hold("how")
    at_work: Words = may_hold("organisation")
    goal_title: Words
    goal_empty: Words
    list_and: Words

    # The frame around every page
    home: Words
    steps: Words
    my_plan: Words
    helpers_menu: Words
    saved_at: Words = may_hold("time")
    saving: Words
    no_connection: Words
    refused: Words
    undo: Words
    yes: Words
    no: Words
    of_person: Words = may_hold("name", "label")
    earlier_title: Words
    earlier_text: Words
    earlier_none: Words
    earlier_when: Words
    earlier_at: Words = may_hold("day", "time")
    earlier_before: Words = may_hold("day", "time")
    earlier_same: Words
    earlier_whole: Words
    earlier_bring_back: Words
    undecided_more: Words = may_hold("count")
    earlier_more: Words = may_hold("count")
    done_bring_back: Words
    done_whole_plan: Words
    done_remove_person: Words
    done_take_off: Words
    done_start_over: Words
    done_restore: Words
    clear_step: Words
    clear_step_sure: Words
    done_clear_step: Words
    other_version: Words
    both_write: Words
    use_other: Words
    drop_other: Words
    done_use_other: Words
    done_drop_other: Words
    plan_gone: Words
    not_saved_yet: Words
    not_saved: Words
    too_long: Words
    list_full: Words = may_hold("what", "most")
    make_room: RoomWords
    plan_full: Words
    plan_full_of: Words = may_hold("what", "most")
    file_full_of: Words = may_hold("what", "found", "most")
    file_full_at: Words = may_hold("text")
    counted: CountedWords
    does_not_fit: Words
    no_cookie: Words
    plan_unreadable: Words
    page_trouble: Words
    example_banner: Words = may_hold("name")
    back_to_mine: Words

    # Home
    start: Words
    go_on: Words = may_hold("number", "step")
    all_done: Words
    see_example: Words
    outcomes_title: Words
    steps_title: Words
    frame_title: Words
    help_title: Words = may_hold("school")
    step_done: Words
    step_left_one: Words
    step_left: Words = may_hold("count")
    step_not_begun: Words

    # Every step page
    step_of: Words = may_hold("number", "total")
    minutes: Words = may_hold("minutes")
    read_lesson: Words
    lesson_again: Words
    good: Words
    mistakes: Words
    worked_example: Words
    why_it_works: Words
    lesson_read: Words
    in_a_team: Words
    for_a_parent: Words
    worksheet: Words
    checklist: Words
    ticked: Words = may_hold("ticked", "boxes")
    still_missing: Words
    step_complete: Words
    boxes_left: Words = may_hold("count")
    after_a_talk: Words
    to_the_worksheet: Words
    done_when: Words
    next_page: Words = may_hold("page")
    word_count: Words = may_hold("count", "aim")

    # Research
    sources_title: Words

    # Identify
    table_view: Words
    one_view: Words
    table_hint: Words
    wrong_email: Words
    wrong_phone: Words
    add_person: Words
    unnamed: Words
    which_person: Words
    people_table: Words
    remove_person: Words
    removed_people: Words
    bring_back: Words = may_hold("name")
    no_people: Words
    go_to_people: Words
    mix_title: Words
    mix_caption: Words
    mix_here: Words
    mix_more: Words = may_hold("count")
    mix_no_place: Words = may_hold("names")
    mix_said_no: Words = may_hold("names")
    mix_add: Words
    mix_start: Words
    mix_ask: Words
    mix_tree: Words
    mix_by: Words = may_hold("name", "by")
    mix_circle: Words = may_hold("name")

    # Prepare
    my_questions: Words
    bank_title: Words
    search_questions: Words
    search_example: Words
    topic_filter: Words
    moment_filter: Words
    audience_filter: Words
    any: Words
    found_questions: Words = may_hold("count")
    own_question: Words
    own_example: Words
    add_own: Words
    star: Words
    unstar: Words
    move_first: Words
    move_up: Words
    move_down: Words
    take_off: Words
    question_menu: Words
    count_chosen: Words = may_hold("count")
    count_starred: Words = may_hold("count")
    no_questions: Words
    minutes_each: Words = may_hold("minutes")
    more_questions: Words
    use_this: Words
    done_use_this: Words
    list_title: Words
    questions_fine: Words = may_hold("count", "total")
    ask_first: Words
    ask_if_time: Words
    ask_closing: Words
    ask_not: Words
    put_in_order: Words
    done_put_in_order: Words
    add_question: Words = may_hold("question")
    done_add_question: Words

    # Contact
    where_things_stand: Words
    message_kind: Words
    gaps_left: Words
    wrong_their_email: Words = may_hold("written")
    wrong_their_phone: Words = may_hold("written")
    wrong_my_email: Words = may_hold("written")
    wrong_my_phone: Words = may_hold("written")
    subject: Words
    message: Words
    script: Words
    copy_text: Words
    copied: Words
    not_copied: Words
    copied_one_blank: Words = may_hold("blanks")
    copied_blanks: Words = may_hold("blanks", "count")
    fill_blank_first: Words = may_hold("blank")
    copied_too_long: Words
    too_long_not_copied: Words
    open_mail: Words
    sent_on: Words
    spoke_on: Words
    mark_sent: Words
    mark_called: Words
    start_over: Words
    start_over_sure: Words
    start_over_yes: Words
    history: Words
    sent_line: Words = may_hold("title", "day")
    not_sent: Words
    tips: Words
    check_title: Words
    check_fix: Words
    check_better: Words
    check_well_done: Words
    check_more: Words = may_hold("count")
    check_good: Words = may_hold("count")
    check_all_good: Words
    check_left_above: Words
    check_yourself: Words

    # Conduct
    when: Words
    when_hint: Words
    zone: Words
    length: Words
    medium: Words
    where: Words
    where_hint: Words
    where_example: Words
    dates_title: Words
    date_confirm: Words = may_hold("start", "end")
    date_confirm_late: Words
    date_cancel: Words = may_hold("when")
    date_cancel_late: Words
    date_leave: Words = may_hold("when", "minutes")
    date_settle: Words = may_hold("when")
    date_arrive: Words = may_hold("when")
    date_call: Words = may_hold("when")
    date_thanks: Words = may_hold("when", "aim")
    choose_medium: Words
    card_hint: Words
    card_opening: Words
    card_questions: Words
    card_during: Words
    card_closing: Words
    card_no_questions: Words
    mark_met: Words
    said_no_title: Words = may_hold("name")
    said_no: Words

    # Follow up
    not_met_yet: Words = may_hold("name")
    thanks_due: Words = may_hold("aim", "by")
    thanks_late: Words = may_hold("by")
    thanks_now: Words
    thanks_sent: Words = may_hold("day")
    write_thanks: Words
    write_update: Words
    suggested_name: Words
    suggested_how: Words
    suggested_add: Words
    suggested_to_people: Words
    suggested_added: Words

    # My plan
    downloads: Words
    due_title: Words
    due_none: Words
    due_late: Words
    paper: Words
    paper_a4: Words
    paper_letter: Words
    restore_title: Words
    restore_text: Words
    restore_file: Words
    restore_found: Words = may_hold("name", "people", "questions")
    restore_nobody: Words
    restore_do: Words
    whole_plan: Words
    keep_it: Words
