"""What a message asks for besides a conversation, and whether it says that it does not."""

from collections.abc import Iterator

from workshop.coach.letter import Letter
from workshop.coach.phrases import Match
from workshop.coach.remarks import Span

_NEAR = 9


def favours(letter: Letter) -> Iterator[tuple[str, Span]]:
    """The code and the place of each thing asked for that should not be, once a sentence."""
    enclosing = {letter.tokens[match.first].sentence for match in letter.clear("attachment")}
    for code in ("asks_job", "asks_referral", "asks_resume", "attachment", "by_email"):
        said: set[int] = set()
        for match in letter.clear(code):
            if code == "asks_resume" and letter.tokens[match.first].sentence in enclosing:
                continue
            sentence = letter.tokens[match.first].sentence
            if sentence not in said and not letter.negated(match) and not _harmless(letter, match, code):
                said.add(sentence)
                yield code, letter.span(match)


def _harmless(letter: Letter, match: Match, code: str) -> bool:
    """Whether somebody else asks, or the words go on to something else: an internship fair, a resume class."""
    follows = letter.tokens[match.end : match.end + 1]
    if any(token.word in letter.words("harmless_after") for token in follows):
        return True
    if code != "asks_job":
        return False
    before = letter.tokens[match.first - 1 : match.first] if match.first else []
    same = [token.word for token in before if token.sentence == letter.tokens[match.first].sentence]
    return bool(letter.words("not_mine").intersection(same))


def purpose(letter: Letter) -> Span | None:
    """Where the message says that it is for information or not for a job."""
    clear = [match for match in letter.clear("informational") if not letter.negated(match)]
    clear += [match for match in letter.clear("not_for_work") if letter.negated(match)]
    clear += filter(None, (_denied(letter, number) for number in range(len(letter.tokens))))
    return letter.span(min(clear)) if clear else None


def _denied(letter: Letter, number: int) -> Match | None:
    """The words from "not" to "job", if this word is such a job."""
    if letter.tokens[number].word not in letter.words("jobs"):
        return None
    if number and letter.tokens[number - 1].word in letter.words("the_job"):
        return None
    if not letter.negated(Match(number, number + 1)):
        return None
    for first in range(number, max(number - _NEAR, -1), -1):
        if letter.tokens[first].word in letter.words("negators"):
            return Match(first, number + 1)
    return None
