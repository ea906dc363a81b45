"""The check of a message: a request, a thank-you, a confirmation, or any other, where only dangers are named."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, get_args

from workshop.coach import confirmations, naming, requests, thanks
from workshop.coach.contacts import contact, known_to_be_wrong
from workshop.coach.finding import Check, Found, joined, meets, placeholders
from workshop.coach.letter import Letter, read
from workshop.coach.manners import manners
from workshop.coach.remarks import Level, Remark
from workshop.coach.safety import DANGERS, safety
from workshop.coach.wordlists import lists_of
from workshop.content import Content, fill
from workshop.plan.model import Person, Plan

Kind = Literal["request", "thank-you", "confirm", "other"]
KINDS: tuple[Kind, ...] = get_args(Kind)
MOST_OF_A_CODE = 5  # what is said five times is understood; the others follow once these are mended
ORDER: tuple[Level, ...] = ("fix", "better", "good")

# What each remark is: its level, and the rule it comes from; what keeps a student safe comes from none. "fix" is only
# for words that stand there and for parts whose lack is certain. What is put in words nobody thought of only seems to
# be missing: that is "better" at most.
REMARKS: dict[str, tuple[Level, int | None]] = {
    "subject_missing": ("fix", 51),
    "subject_vague": ("better", 51),
    "subject_good": ("good", 51),
    "greeting_missing": ("fix", 51),
    "greeting_without_name": ("fix", 51),
    "greeting_casual": ("better", 51),
    "greeting_good": ("good", 51),
    "name_misspelt": ("fix", 37),
    "name_differs": ("fix", 37),
    "title_differs": ("fix", 51),
    "first_name_only": ("better", 51),
    "source_missing": ("better", 46),
    "source_good": ("good", 46),
    "referrer_missing": ("better", 46),
    "self_missing": ("better", 27),
    "self_good": ("good", 27),
    "goal_missing": ("better", 47),
    "goal_good": ("good", 47),
    "talk_missing": ("better", 48),
    "minutes_missing": ("better", 50),
    "minutes_many": ("fix", 50),
    "minutes_good": ("good", 50),
    "time_missing": ("better", 50),
    "time_good": ("good", 50),
    "asks_job": ("fix", 2),
    "asks_referral": ("fix", 49),
    "asks_resume": ("fix", 71),
    "purpose_missing": ("better", 49),
    "purpose_good": ("good", 49),
    "questions_follow_missing": ("better", 52),
    "questions_follow_good": ("good", 52),
    "questions_many": ("fix", 43),
    "short": ("better", 43),
    "long": ("better", 43),
    "length_good": ("good", 43),
    "thanks_missing": ("better", 51),
    "thanks_good": ("good", 51),
    "signature_missing": ("fix", 51),
    "contact_missing": ("better", 59),
    "placeholder": ("fix", 53),
    "attachment": ("fix", 43),
    "by_email": ("fix", 56),
    "contact_wrong": ("fix", 59),
    **dict.fromkeys(DANGERS, ("fix", None)),
    "casual": ("better", 53),
    "capitals": ("better", 53),
    "gratitude_missing": ("fix", 78),
    "time_not_thanked": ("better", 78),
    "time_thanked_good": ("good", 78),
    "specific_missing": ("better", 78),
    "specific_good": ("good", 78),
    "next_missing": ("better", 79),
    "next_good": ("good", 79),
    "late": ("better", 78),
    "day_missing": ("better", 57),
    "clock_missing": ("fix", 57),
    "when_good": ("good", 57),
    "place_missing": ("better", 57),
    "place_good": ("good", 57),
    "questions_few": ("better", 58),
    "questions_too_many": ("better", 58),
    "questions_good": ("good", 58),
    "forward_missing": ("better", 57),
    "forward_good": ("good", 57),
}

SPOILS = ("casual", "capitals", *DANGERS)

_CHECKS: dict[Kind, tuple[Check, ...]] = {
    "request": requests.CHECKS,
    "thank-you": thanks.CHECKS,
    "confirm": confirmations.CHECKS,
    "other": (contact, safety, manners, placeholders),
}


def check_message(
    content: Content, text: str, kind: Kind, *, plan: Plan | None = None, person: Person | None = None
) -> tuple[Remark, ...]:
    """The remarks on a message, what must be fixed first; `text` may begin with a line "Subject: ...".

    With a plan and no person, the person is the one of the plan whom the message greets.
    """
    letter = read(lists_of(content.coach), text)
    if plan and not person:
        person = naming.greeted(letter, [each for each in plan.people if not each.removed])
    found = [each for check in _CHECKS[kind] for each in check(letter, person)]
    if plan:
        named = {each.span for each in found if each.code == "contact_wrong"}
        found += (each for each in known_to_be_wrong(letter, plan.about) if each.span not in named)
    remarks = [_remark(content, each) for each in _first(_fair(letter, found))]
    return tuple(sorted(remarks, key=lambda remark: ORDER.index(remark.level)))


def _fair(letter: Letter, found: Sequence[Found]) -> list[Found]:
    """What was found, without praise for a sentence in which something else is wrong by its words."""
    places = joined(letter.sentence_at(each.span) for each in found if each.code in SPOILS)
    return [each for each in found if REMARKS[each.code][0] != "good" or not meets(places, each.span)]


def _first(found: Iterable[Found]) -> Iterator[Found]:
    """The first few of each code."""
    given: Counter[str] = Counter()
    for each in found:
        given[each.code] += 1
        if given[each.code] <= MOST_OF_A_CODE:
            yield each


def _remark(content: Content, found: Found) -> Remark:
    level, rule = REMARKS[found.code]
    messages = content.coach.messages
    said = [getattr(messages.say, found.code), *[messages.also] * ("others" in found.blanks)]
    say = fill(" ".join(said), found.blanks)
    return Remark(rule=rule, level=level, code=found.code, span=found.span, say=say)
