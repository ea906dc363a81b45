"""The words of a team that works on one plan: `content/<language>/team.yaml`."""

from workshop.content.models import Model, Words, may_hold
from workshop.vocabulary import Role


class RoleWords(Model):
    """One role in a meeting, and what it does."""

    title: Words
    text: Words


class TeamCardWords(Model):
    """The card on My plan."""

    title: Words
    text: Words
    care: Words
    begin: Words
    mine: Words
    members: Words
    you: Words
    writes: Words
    goal: Words = may_hold("goal")
    no_goal: Words
    to_goal: Words
    name: Words
    email: Words
    email_hint: Words
    take_off: Words
    take_off_name: Words = may_hold("name")
    take_off_sure: Words
    done_take_off: Words
    link_title: Words
    link_text: Words
    link_make: Words
    link_copy: Words
    link_square: Words
    link_end: Words
    link_ended: Words
    full: Words


class TeamDoorWords(Model):
    """The small page behind a team's link, and where a team begins."""

    title: Words
    text: Words
    look: Words
    wrong: Words
    begin_title: Words
    begin_text: Words
    begin_yes: Words
    who_title: Words
    found: Words = may_hold("names")
    so_far: Words
    all_see: Words
    pick: Words
    pick_yes: Words
    new_title: Words
    name: Words
    email: Words
    email_hint: Words
    need_name: Words
    join: Words
    full: Words
    not_mine: Words
    delete: Words = may_hold("names")
    replace_title: Words
    replace_yes: Words


class PointWords(Model):
    """Who writes to people, on Contact."""

    pick: Words
    none: Words
    you: Words = may_hold("others")
    other: Words = may_hold("name")
    no_email: Words = may_hold("names")
    signed: Words = may_hold("name")
    sign: Words = may_hold("name")
    done_sign: Words


class NotesWords(Model):
    """Everyone's notes, on Conduct."""

    mine: Words = may_hold("name")
    mine_hint: Words
    nothing: Words
    of: Words = may_hold("name")
    heading: Words


class TeamWords(Model):
    """Every word of a team. `copied_one` and `copied_more` go into messages."""

    someone: Words
    i_am: Words
    copied_one: Words = may_hold("count", "names")
    copied_more: Words = may_hold("count", "names")
    asked_by: Words = may_hold("name", "question")
    asks: Words = may_hold("name")
    who_asks: Words
    numbers: Words
    nobody: Words
    counts: Words = may_hold("name", "count")
    share_out: Words
    done_share_out: Words
    takes_notes: Words = may_hold("name")
    roles: dict[Role, RoleWords]
    notes: NotesWords
    point: PointWords
    card: TeamCardWords
    door: TeamDoorWords
