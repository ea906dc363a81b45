"""The words of a team that works on one plan: `content/<language>/team.yaml`."""

from workshop.content.models import Model, Words
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
    goal: Words
    no_goal: Words
    to_goal: Words
    name: Words
    email: Words
    email_hint: Words
    take_off: Words
    take_off_name: Words
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
    found: Words
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
    delete: Words
    replace_title: Words
    replace_yes: Words


class PointWords(Model):
    """Who writes to people, on Contact."""

    pick: Words
    none: Words
    you: Words
    other: Words
    no_email: Words
    signed: Words
    sign: Words
    done_sign: Words


class NotesWords(Model):
    """Everyone's notes, on Conduct."""

    mine: Words
    mine_hint: Words
    nothing: Words
    of: Words
    heading: Words


class TeamWords(Model):
    """Every word of a team. `copied_one` and `copied_more` go into messages."""

    someone: Words
    i_am: Words
    copied_one: Words
    copied_more: Words
    asked_by: Words
    asks: Words
    who_asks: Words
    numbers: Words
    nobody: Words
    counts: Words
    share_out: Words
    done_share_out: Words
    takes_notes: Words
    roles: dict[Role, RoleWords]
    notes: NotesWords
    point: PointWords
    card: TeamCardWords
    door: TeamDoorWords
