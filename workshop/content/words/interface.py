"""The words of the interface: buttons, headings, remarks. Texts may hold blanks such as `{time}`."""

from workshop.content.models import Model, Words
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
    goal_job: Words
    goal_field: Words
    goal_advice: Words
    referred: Words
    name_from: Words
    found_you: Words
    at_work: Words
    goal_title: Words
    goal_empty: Words
    list_and: Words

    # The frame around every page
    home: Words
    steps: Words
    my_plan: Words
    helpers_menu: Words
    saved_at: Words
    saving: Words
    no_connection: Words
    refused: Words
    undo: Words
    yes: Words
    no: Words
    of_person: Words
    earlier_title: Words
    earlier_text: Words
    earlier_none: Words
    earlier_when: Words
    earlier_at: Words
    earlier_before: Words
    earlier_same: Words
    earlier_whole: Words
    earlier_bring_back: Words
    undecided_more: Words
    earlier_more: Words
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
    list_full: Words
    make_room: RoomWords
    plan_full: Words
    plan_full_of: Words
    file_full_of: Words
    file_full_at: Words
    counted: CountedWords
    does_not_fit: Words
    no_cookie: Words
    plan_unreadable: Words
    page_trouble: Words
    example_banner: Words
    back_to_mine: Words

    # Home
    start: Words
    go_on: Words
    all_done: Words
    see_example: Words
    outcomes_title: Words
    steps_title: Words
    frame_title: Words
    help_title: Words
    step_done: Words
    step_left_one: Words
    step_left: Words
    step_not_begun: Words

    # Every step page
    step_of: Words
    minutes: Words
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
    ticked: Words
    still_missing: Words
    step_complete: Words
    boxes_left: Words
    after_a_talk: Words
    to_the_worksheet: Words
    done_when: Words
    next_page: Words
    word_count: Words

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
    bring_back: Words
    no_people: Words
    go_to_people: Words
    mix_title: Words
    mix_caption: Words
    mix_here: Words
    mix_more: Words
    mix_no_place: Words
    mix_said_no: Words
    mix_add: Words
    mix_start: Words
    mix_ask: Words
    mix_tree: Words
    mix_by: Words
    mix_circle: Words

    # Prepare
    my_questions: Words
    bank_title: Words
    search_questions: Words
    search_example: Words
    topic_filter: Words
    moment_filter: Words
    audience_filter: Words
    any: Words
    found_questions: Words
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
    count_chosen: Words
    count_starred: Words
    no_questions: Words
    minutes_each: Words
    more_questions: Words
    use_this: Words
    done_use_this: Words
    list_title: Words
    questions_fine: Words
    ask_first: Words
    ask_if_time: Words
    ask_closing: Words
    ask_not: Words
    put_in_order: Words
    done_put_in_order: Words
    add_question: Words
    done_add_question: Words

    # Contact
    where_things_stand: Words
    message_kind: Words
    gaps_left: Words
    wrong_their_email: Words
    wrong_their_phone: Words
    wrong_my_email: Words
    wrong_my_phone: Words
    subject: Words
    message: Words
    script: Words
    copy_text: Words
    copied: Words
    not_copied: Words
    copied_one_blank: Words
    copied_blanks: Words
    fill_blank_first: Words
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
    sent_line: Words
    not_sent: Words
    tips: Words
    check_title: Words
    check_fix: Words
    check_better: Words
    check_well_done: Words
    check_more: Words
    check_good: Words
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
    date_confirm: Words
    date_confirm_late: Words
    date_cancel: Words
    date_cancel_late: Words
    date_leave: Words
    date_settle: Words
    date_arrive: Words
    date_call: Words
    date_thanks: Words
    choose_medium: Words
    card_hint: Words
    card_opening: Words
    card_questions: Words
    card_during: Words
    card_closing: Words
    card_no_questions: Words
    mark_met: Words
    said_no_title: Words
    said_no: Words

    # Follow up
    not_met_yet: Words
    thanks_due: Words
    thanks_late: Words
    thanks_now: Words
    thanks_sent: Words
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
    restore_found: Words
    restore_nobody: Words
    restore_do: Words
    whole_plan: Words
    keep_it: Words
