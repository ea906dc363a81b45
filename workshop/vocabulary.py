"""The fixed terms that content and plans share: kinds, states, and the ids that Python code reads by name."""

from typing import Annotated, Literal

from pydantic import Field

Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,59}$")]

StepId = Literal["research", "identify", "prepare", "contact", "conduct", "follow_up"]
STEPS: tuple[StepId, ...] = ("research", "identify", "prepare", "contact", "conduct", "follow_up")
PageId = Literal[
    "home", "research", "identify", "prepare", "contact", "conduct", "rehearsal", "follow_up", "closing", "my_plan"
]
RehearsalRole = Literal["student", "professional", "observer"]
REHEARSAL_ROLES: tuple[RehearsalRole, ...] = ("student", "professional", "observer")

# What a student can hand in to the teacher of a class.
Piece = Literal["goal", "introduction", "questions", "decision"]

Closeness = Literal["known", "introduced", "alumni", "stranger"]
Stage = Literal["two", "five", "ten", "leader"]
Medium = Literal["in_person", "video", "phone"]
Status = Literal["to_ask", "asked", "nudged", "yes", "no", "met", "thanked"]
STATUSES: tuple[Status, ...] = ("to_ask", "asked", "nudged", "yes", "no", "met", "thanked")

Role = Literal["lead", "timekeeper", "notes"]
ROLES: tuple[Role, ...] = ("lead", "timekeeper", "notes")

STEPS_WITH_A_PERSON: tuple[StepId, ...] = ("contact", "conduct", "follow_up")

ABOUT_FIELDS = ("name", "school", "year", "email", "phone")
PERSON_COLUMNS = (
    "name",
    "pronounced",
    "address",
    "title",
    "organisation",
    "closeness",
    "how",
    "connector",
    "stage",
    "email",
    "phone",
    "practice",
)

CONDITIONS: dict[StepId, tuple[str, ...]] = {
    "research": ("draw", "field", "found", "guesses", "goal"),
    "identify": ("circles", "people", "practice", "reach"),
    "prepare": ("intro", "hope", "questions", "starred"),
    "contact": ("asked", "agreed"),
    "conduct": ("planned", "held", "notes"),
    "follow_up": ("outline", "thanks", "learned", "next"),
}

THREE = (1, 2, 3)
# What is put side by side, in the order it is shown: first what can be seen at a glance.
COMPARED = ("my_energy", "my_fit", "all_day", "they_like", "they_dislike", "way_in", "surprise")
FIELDS_READ_BY_NAME = (
    "draws_me",
    "undecided",
    "goal_kind",
    "goal_subject",
    "goal_advice",
    "goal_note",
    "intro",
    "hope",
    "notes",
    "outline",
    "learned",
    "still_to_know",
    "next_step",
    *COMPARED,
    "decision",
    "study_next",
    "next_person",
    *(f"{stem}_{n}" for stem in ("field", "found", "where", "guess", "next") for n in THREE),
    *(f"guess_{n}_{part}" for n in THREE for part in ("sure", "now", "held")),
    *(f"next_{n}_by" for n in THREE),
)
TEAM_SECTIONS = ("team_questions", "team_point", "team_roles", "team_notes")
SECTIONS_READ_BY_NAME = (
    "undecided_path",
    "found",
    "goal",
    "people",
    "questions",
    "contact_people",
    "meeting",
    "day_of",
    "card",
    "notes",
    "in_short",
    "thanks",
    "suggested",
    "keep_in_touch",
    "across",
    "look_into",
    *TEAM_SECTIONS,
)
FIRST_MESSAGES: dict[Closeness, str] = {
    "known": "email_known",
    "introduced": "email_introduced",
    "alumni": "email_alumni",
    "stranger": "email_stranger",
}
TEMPLATES_READ_BY_NAME = (*FIRST_MESSAGES.values(), "nudge", "confirm", "thank_you", "update", "thanks_anyway")
SCHOOL_WORDS = ("office", "alumni", "fair", "directory", "rooms", "closet")
PLACEHOLDERS = frozenset(
    {
        "my_name",
        "my_school",
        "my_year",
        "my_email",
        "my_phone",
        "my_contact",
        "my_introduction",
        "my_hope",
        "dear",
        "their_name",
        "their_title",
        "at_work",
        "connector",
        "referred",
        "got_name",
        "copied",
        "how_i_know",
        "field",
        "goal",
        "advice",
        "when",
        "where",
        "starred_questions",
        "learned",
        "next_step",
        "update_note",
        "sent_on",
    }
)
# What is left out where the plan does not say; all others are then a gap to fill. The first are whole sentences or
# phrases with the space before them; the others stand on a line of their own, which goes with them.
OPTIONAL_SENTENCES = frozenset({"referred", "got_name", "copied", "at_work"})
OPTIONAL_LINES = frozenset({"my_phone"})
OPTIONAL_PLACEHOLDERS = OPTIONAL_SENTENCES | OPTIONAL_LINES

Listed = Literal["people", "questions", "talks", "members", "suggested_by_one"]
Counted = Literal["answers", "checks", "messages", "team_notes", "sent", "suggested", "others", "letters"] | Listed
PartId = Literal["meetings", "goal", "people", "questions", "notes", "decided", "agreement"]
PARTS: tuple[PartId, ...] = ("meetings", "goal", "people", "questions", "notes", "decided", "agreement")
"""What a student may tick for a view link, in the order it is shown; how far they are is always shown."""
SHOWN_AT_FIRST: frozenset[str] = frozenset({"meetings"})

AGREED = "family_"
"""How the ids of the ticks of the family agreement begin, and of nothing else to tick."""
AGREED_ON = "family_agreed_on"
"""The answer that holds the day on which the last line of the agreement was ticked."""

OTHER_ADULT = "family_adult"
"""The answer that holds whom the student calls if a parent cannot answer: a name and a number."""

FAMILY_NOTE = "family_note"
"""The answer that holds a parent's changes to the note that introduces their student."""

TALK_ANSWERS = ("said_", "asked_", "live_")
"""How the names of answers begin that belong to a conversation itself: no field of a worksheet may be called so."""
