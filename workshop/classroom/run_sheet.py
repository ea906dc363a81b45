"""A lesson as it goes on: what stands on the board, how much time is left, and how far behind the run sheet it is."""

from datetime import datetime, timedelta

from workshop.classroom.board import Board
from workshop.content.words.classroom import Activity, Part, RunSheet
from workshop.vocabulary import PageId

LONGEST = 600  # minutes
_OVER = timedelta(hours=1)  # after the end of what was on; then nobody is in that lesson any more


def part_of(sheet: RunSheet, activity: str) -> Part:
    """The lesson of a run sheet in which an activity stands."""
    return next(part for part in sheet.parts if any(each.id == activity for each in part.activities))


def activity_on(sheet: RunSheet, board: Board) -> Activity | None:
    """The activity of the run sheet that goes on, if it is one of the sheet."""
    return next((each for each in sheet.activities if each.id == board.activity), None)


def after(sheet: RunSheet, activity: str, places: int = 1) -> Activity | None:
    """The activity that comes after one in the same lesson, or so many places before it; None at the ends."""
    activities = part_of(sheet, activity).activities
    place = [each.id for each in activities].index(activity) + places
    return activities[place] if 0 <= place < len(activities) else None


def goes_on(board: Board, now: datetime) -> bool:
    """Whether the class is in the middle of something."""
    ends = ends_at(board)
    return ends is not None and now - ends < _OVER


def to_begin_with(sheet: RunSheet, last: str | None) -> Activity:
    """Where a lesson begins: with its first activity, in the lesson after the one that was done to its end."""
    first = next(iter(sheet.activities))
    begun = next((each for each in sheet.activities if each.id == last), None)
    if begun is None:
        return first
    place = sheet.parts.index(part_of(sheet, begun.id))
    ahead = sheet.parts[place + 1 :] if begun == sheet.parts[place].activities[-1] else ()
    return (*ahead, sheet.parts[place])[0].activities[0]


def begin(board: Board, sheet: RunSheet, activity: Activity, now: datetime) -> Board:
    """The board once an activity begins. This is on time, unless its lesson goes on already."""
    part, before, minutes = part_of(sheet, activity.id), activity_on(sheet, board), _minutes_before(sheet, activity)
    same = goes_on(board, now) and (before is None or before in part.activities)
    on_time = now - timedelta(minutes=minutes)
    return board.model_copy(
        update={
            "sheet": sheet.id,
            "activity": activity.id,
            "title": activity.title,
            "page": activity.page,
            "minutes": activity.minutes,
            "began": now,
            "lesson_began": (board.lesson_began if same and minutes else None) or on_time,
        }
    )


def _minutes_before(sheet: RunSheet, activity: Activity) -> int:
    """When an activity begins by the sheet, in minutes since the beginning of its lesson."""
    activities = part_of(sheet, activity.id).activities
    return sum(each.minutes for each in activities[: activities.index(activity)])


def something_else(board: Board, title: str, page: PageId, minutes: int, now: datetime) -> Board:
    """The board once the class does what is not on the run sheet; the time it takes counts all the same."""
    doing = {"activity": None, "title": title, "page": page, "minutes": minutes, "began": now}
    return board.model_copy(update=doing)


def longer(board: Board, minutes: int) -> Board:
    """The board with some minutes more for what goes on."""
    return board.model_copy(update={"minutes": min(LONGEST, (board.minutes or 0) + minutes)})


def with_sheet(board: Board, sheet: str) -> Board:
    """The board with another run sheet, which has not begun."""
    return nothing_on(board).model_copy(update={"sheet": sheet})


def nothing_on(board: Board) -> Board:
    """The board when the lesson is over, or has not begun."""
    empty = {"activity": None, "title": "", "page": None, "minutes": None, "began": None, "lesson_began": None}
    return board.model_copy(update=empty)


def with_words(board: Board, **words: str) -> Board:
    """The board with another name or sentence, each of one line."""
    return Board.model_validate({**board.model_dump(), **words})


def ends_at(board: Board) -> datetime | None:
    """When the time for what goes on is over."""
    return board.began + timedelta(minutes=board.minutes) if board.began and board.minutes else None


def minutes_behind(sheet: RunSheet, board: Board, now: datetime) -> int:
    """By how many minutes the lesson will be late if it goes on by the sheet from here; less than 0 if it is ahead."""
    activity, ends = activity_on(sheet, board), ends_at(board)
    if activity is None or ends is None or board.lesson_began is None:
        return 0
    by_the_sheet = _minutes_before(sheet, activity) + activity.minutes
    late = max(now, ends) - (board.lesson_began + timedelta(minutes=by_the_sheet))
    return int(late / timedelta(minutes=1))  # whole minutes, toward 0


def to_skip(sheet: RunSheet, activity: Activity) -> tuple[Activity, ...]:
    """The activities from here to the end of the lesson that can be made shorter."""
    activities = part_of(sheet, activity.id).activities
    return tuple(each for each in activities[activities.index(activity) :] if each.late)
