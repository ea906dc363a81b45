"""What to say of a meeting that is still to come and may not be safe: where it is, and at which hour."""

from datetime import datetime

from workshop.coach.places import unsafe_place
from workshop.content import Content
from workshop.plan.model import Interview, Person

MORNING, NIGHT = 6, 21
"""From and until which hour a student may meet someone in person, as `coach.numbers.night` reads it in a text."""


def about_the_place(content: Content, person: Person, interview: Interview) -> str:
    """What to say of the place; nothing for someone the student knows, for a call, and once they have talked."""
    return (unsafe_place(content, interview.where) or "") if _to_judge(person, interview) else ""


def about_the_hour(content: Content, person: Person, interview: Interview) -> str:
    """What to say of the time of day, at the place where they meet."""
    late = interview.when and _to_judge(person, interview) and _is_night(interview.when)
    return content.coach.messages.say.meet_night if late else ""


def unsafe(content: Content, person: Person, interview: Interview) -> str:
    """All there is to say, as one text; nothing where the meeting looks safe."""
    found = about_the_place(content, person, interview), about_the_hour(content, person, interview)
    return " ".join(filter(None, dict.fromkeys(found)))


def _to_judge(person: Person, interview: Interview) -> bool:
    """Whether someone not met yet may still be met in person: how they meet may not be chosen yet."""
    over = interview.held or interview.status == "no"
    return not person.is_known and interview.medium in (None, "in_person") and not over


def _is_night(when: datetime) -> bool:
    return not MORNING <= when.hour < NIGHT
