"""The words a student sees of a class."""

from workshop.content.models import Model, Words, may_hold
from workshop.vocabulary import Piece


class JoinWords(Model):
    """Joining a class."""

    title: Words
    text: Words
    been_here: Words
    been_here_text: Words
    code: Words
    code_hint: Words
    nickname: Words
    nickname_hint: Words
    sees_title: Words
    sees: tuple[Words, ...]
    never_title: Words
    never: tuple[Words, ...]
    join_yes: Words
    wrong: Words
    need_nickname: Words
    full: Words
    now_in: Words = may_hold("nickname")
    link: Words
    not_ready: Words


class BarWords(Model):
    """The line on each page of someone in a class."""

    of: Words = may_hold("name", "nickname")
    a_class: Words
    now: Words = may_hold("title")
    left: Words = may_hold("minutes")
    last: Words
    over: Words
    go: Words = may_hold("page")
    says: Words = may_hold("said")
    mine: Words
    helping: Words
    ended: Words
    read: Words


class MyClassWords(Model):
    """The page about one's class."""

    title: Words
    nobody: Words
    in_class: Words = may_hold("name", "nickname")
    help_title: Words
    help_text: Words
    help_on: Words
    help_off: Words
    help_waits: Words
    sees_title: Words
    sees_page: Words
    sees_active: Words = may_hold("time")
    sees_ticked: Words = may_hold("ticked", "boxes")
    sees_not: Words
    boxes_title: Words
    hand_title: Words
    hand_text: Words
    pieces: dict[Piece, Words]
    nothing_yet: Words
    hand: Words
    hand_again: Words
    handed: Words = may_hold("time")
    changed: Words = may_hold("time")
    take_back: Words
    leave_title: Words
    leave_text: Words
    leave: Words
    left: Words
    failed: Words


class ClassWords(Model):
    """Every word a student sees of a class."""

    join: JoinWords
    bar: BarWords
    page: MyClassWords
    same_person: Words = may_hold("count", "names")
    same_one: Words
    same_more: Words = may_hold("count")
