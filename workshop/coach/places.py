"""Whether a place to meet, as it is typed into a "Where" box, is one where a student should not meet a stranger.

    unsafe_place(content, "12:30 am, my house") -> the words to show beside the box
    unsafe_place(content, "Room 4, City Library") -> None

A home, a car and a hotel room never do, nor what is hidden, nor the night. A street alone may be a home: whoever names
the workplace beside it is told nothing. What is typed for a call or a video meeting is no place to meet.
"""

import re
from typing import Literal

from workshop.coach.numbers import night
from workshop.coach.phrases import Reading, straighten_quotes
from workshop.coach.wordlists import Lists, lists_of
from workshop.content import Content

Danger = Literal["home", "hidden", "street", "night"]
REMARK: dict[Danger, str] = {
    "home": "private_place",
    "hidden": "meet_hidden",
    "street": "meet_street",
    "night": "meet_night",
}
"""The code of the remark on each."""
LONGEST = 500
"""How many characters of a box are read."""
_HOUSE_NUMBER = re.compile(r"\s*(?:\w{1,4}\s)?\d{1,5}[a-z]?\s(?!\w*(?:am|pm)\b)", re.I)


def unsafe_place(content: Content, text: str, *, in_person: bool = True) -> str | None:
    """What to say of a place as it is typed; None where there is nothing to say, or where nobody meets in person."""
    danger = danger_of(lists_of(content.coach), text) if in_person else None
    return getattr(content.coach.messages.say, REMARK[danger]) if danger else None


def danger_of(known: Lists, text: str) -> Danger | None:
    """What makes a place unsafe; None for a workplace, a public place, a call, and what says too little."""
    straight = straighten_quotes(text[:LONGEST])
    tokens = known.language.tokens(straight)
    place = Reading(straight, tokens, known.places.find(tokens))
    if place.clear("online"):
        return None
    if place.clear("home"):
        return "home"
    public = bool(place.clear("public"))
    if place.clear("hidden") or (not public and place.clear("lonely")):
        return "hidden"
    if night(straight) or place.clear("dark"):
        return "night"
    return "street" if not public and _is_a_street(place, known) else None


def _is_a_street(place: Reading, known: Lists) -> bool:
    """Whether it begins with a number and a street, so that no name of a workplace stands before it."""
    if not _HOUSE_NUMBER.match(place.text):
        return False
    streets = known.sets["streets"] | known.sets["streets_behind"]
    return any(token.word in streets for token in place.tokens[1:7])
