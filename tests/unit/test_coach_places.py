"""A place to meet: a home, a car, what is hidden and the night are named; a workplace and a public place never are."""

import sys
from types import FrameType

import pytest

from tests.unit.test_coach_harmless import lines
from workshop.coach.places import LONGEST, REMARK, Danger, unsafe_place
from workshop.content import load

CONTENT = load()
SAY = {danger: getattr(CONTENT.coach.messages.say, code) for danger, code in REMARK.items()}

UNSAFE: dict[Danger, str] = {
    "home": """
your car
my place
my house
her house next door
Dana's place
mine
my grandma's
my parents'
your apartment, 5th floor
hotel room 214
Room 12 at the Hilton
Motel 6
12 Oak Street, apt 4
where you live
the blue house on the corner
my backyard
in your truck
your garage
mi casa
the lake house
Rob's car
my room
his crib
call me at your car
""",
    "hidden": """
behind the school
Starbucks parking lot
the woods behind the park
in the alley next to the bank
under the bridge
the basement
on the corner of Oak and 5th
Lincoln High School, behind the gym
the bar on Main Street
meet me behind the gym
""",
    "street": """
12 Oak Street
12 Oak St, Springfield
48b Old Birch Rd.
at 12 Oak Street
7 Sunset Way
""",
    "night": """
Starbucks, 12:30 am
park at midnight
library, 11 pm
the gym at 9:30 p.m.
City Hall, 23:15
cafe on Main, after dark
""",
}

SAFE = """
her office
City Clinic, 12 Main Street, ask for her at the front desk
Acme, 12 Oak Street
12 Oak Street, Suite 400
Starbucks on Main
City Library, room 4
Lincoln High School, room 204
The White House Cafe
Home Depot on 5th
Sunrise Nursing Home
Hill's Garage
Toyota car dealership
truck stop diner
Hilton lobby
lobby of the Marriott hotel
Zoom
Phone call, 555-010-0134
https://meet.example/abc
Google Meet
Microsoft Teams
the bakery
100 Main Street, 3rd floor
200 Church Street, Dr. Hill's practice
the hospital cafeteria
the cafe behind the station
the park by the fountain
Public library, 4:30 pm
fire station 12
12 Oak Street (Green Valley Vet)
St. Mary's Hospital, main entrance
Forest Hills Library
your farm
at work
McDonald's at noon
Joe's Diner, 11 am
video from my house
10 am at the clinic
4 pm, Main Street Cafe
Waffle House on 5th Avenue
the food truck at Main Square
Bus garage on Third
"""


@pytest.mark.parametrize(
    ("danger", "place"), [(danger, each) for danger, text in UNSAFE.items() for each in lines(text)]
)
def test_an_unsafe_place_is_named(danger: Danger, place: str) -> None:
    assert unsafe_place(CONTENT, place) == SAY[danger]
    assert unsafe_place(CONTENT, place.upper()) == SAY[danger]


@pytest.mark.parametrize("place", ["", "  ", "?", *lines(SAFE)])
def test_a_workplace_and_a_public_place_are_let_through(place: str) -> None:
    assert unsafe_place(CONTENT, place) is None


def test_where_nobody_meets_no_place_is_unsafe() -> None:
    assert unsafe_place(CONTENT, "my house", in_person=False) is None


def test_a_long_text_takes_no_longer_than_the_part_that_is_read() -> None:
    unsafe_place(CONTENT, "")  # which makes the lists ready
    assert _steps("my house at 12 Oak Street " * 4_000) <= 1.1 * _steps(
        ("my house at 12 Oak Street " * 4_000)[:LONGEST]
    )


def _steps(text: str) -> int:
    count = 0

    def trace(frame: FrameType, *_: object) -> object:
        nonlocal count
        count += 1
        return trace if "workshop" in frame.f_code.co_filename else None

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        unsafe_place(CONTENT, text)
    finally:
        sys.settrace(before)
    return count
