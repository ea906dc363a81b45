"""What the coach says about the mix of people: the part `mix` of `content/<language>/coach.yaml`."""

from typing import Literal

from workshop.content.models import Model, RuleId, Words, may_hold

Known = Literal["known", "introduced", "not_yet"]


class Advice(Model):
    """What to do and why, with the rule it follows; `{name}` is a person, `{names}` some, `{stage}` a career stage."""

    rule: RuleId
    say: Words
    why: Words


class KnownWords(Model):
    """What the ways of knowing someone are called, by `Known`."""

    known: Words
    introduced: Words
    not_yet: Words


class WayWords(Model):
    """How to find someone; `introduced_by` where a person on the list may know someone, `{name}`."""

    known: Words
    introduced: Words
    introduced_by: Words = may_hold("name")
    not_yet: Words


class GapWords(Model):
    """What to add to the list next, by `workshop.coach.mix.GapKind`."""

    first: Advice
    practice: Advice
    blank: Advice = may_hold("names")
    stage: Advice = may_hold("stage")
    known: Advice
    introduced: Advice
    not_yet: Advice
    more: Advice
    none: Advice


class StartWords(Model):
    """With whom to talk first, by `workshop.coach.mix.StartKind`."""

    nobody: Advice
    find: Advice
    mark: Advice = may_hold("name")
    practice: Advice = may_hold("name")
    practice_asked: Advice = may_hold("name")
    practice_agreed: Advice = may_hold("name")
    next: Advice = may_hold("name")
    all_asked: Advice


class AskWords(Model):
    """How many to ask; blanks are the numbers of `workshop.coach.mix.Asking`. `assume` says what we count on."""

    rule: RuleId
    more: Words = may_hold("want", "agreed", "open", "more")
    enough: Words = may_hold("want", "agreed", "open")
    assume: Words = may_hold("known", "introduced", "not_yet")


class MixCoach(Model):
    """All about the mix; `titles` are words before a name that say nothing about who it is, `nobody` name nobody."""

    titles: tuple[Words, ...]
    nobody: tuple[Words, ...]
    someone: Words
    same_name: Words = may_hold("name", "more")
    known: KnownWords
    ways: WayWords
    gap: GapWords
    start: StartWords
    ask: AskWords
