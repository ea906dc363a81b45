"""What the coach says about the mix of people: the part `mix` of `content/<language>/coach.yaml`."""

from typing import Literal

from workshop.content.models import Model, RuleId, Words

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
    introduced_by: Words
    not_yet: Words


class GapWords(Model):
    """What to add to the list next, by `workshop.coach.mix.GapKind`."""

    first: Advice
    practice: Advice
    blank: Advice
    stage: Advice
    known: Advice
    introduced: Advice
    not_yet: Advice
    more: Advice
    none: Advice


class StartWords(Model):
    """With whom to talk first, by `workshop.coach.mix.StartKind`."""

    nobody: Advice
    find: Advice
    mark: Advice
    practice: Advice
    practice_asked: Advice
    practice_agreed: Advice
    next: Advice
    all_asked: Advice


class AskWords(Model):
    """How many to ask; blanks are the numbers of `workshop.coach.mix.Asking`. `assume` says what we count on."""

    rule: RuleId
    more: Words
    enough: Words
    assume: Words


class MixCoach(Model):
    """All about the mix; `titles` are words before a name that say nothing about who it is, `nobody` name nobody."""

    titles: tuple[Words, ...]
    nobody: tuple[Words, ...]
    someone: Words
    same_name: Words
    known: KnownWords
    ways: WayWords
    gap: GapWords
    start: StartWords
    ask: AskWords
