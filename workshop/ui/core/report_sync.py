"""Telling the teacher of a class what a student shares, whenever that is other than before."""

import logging
from collections.abc import Callable

from workshop.classroom.board import Report
from workshop.classroom.class_report import all_identities, report
from workshop.keys import tag
from workshop.services import classes
from workshop.store import Membership, StoreError
from workshop.ui.core.session import PlanSession

_ACTIVE_EVERY = 30  # seconds: a student who types tells so this often
_log = logging.getLogger(__name__)


def shared(current: PlanSession, own: Membership, page: str) -> Report:
    """All that the teacher sees of this student now."""
    at = current.saved.at
    active = at.replace(second=at.second // _ACTIVE_EVERY * _ACTIVE_EVERY, microsecond=0) if at else None
    return report(current.content, current.plan, own.nickname, page, active, help=own.help, handed=own.handed)


def tell_class(
    current: PlanSession, page: str | None = None, change: Callable[[Membership], Membership] | None = None
) -> bool:
    """Let the teacher know what the student shares, if it is other than before; whether that worked.

    `page` is the one that is open, if it is another than before; `change` is what the student says themselves.
    """
    if current.in_class.member is None:
        return False
    here = current.in_class.page if page is None else page
    people = _tags(current, current.in_class.member)
    said = (shared(current, current.in_class.member, here), people)
    if change is None and said == current.in_class.reported:
        return True
    old = current.in_class.reported[1] if current.in_class.reported else None
    try:
        current.in_class.member = classes().tell(
            current.key,
            lambda own: shared(current, own, here),
            people if people != old else None,
            change or (lambda own: own),
        )
    except StoreError:
        _log.exception("the class could not be told")
        return False
    current.in_class.page, current.in_class.over = here, current.in_class.member is None
    if current.in_class.member is not None:
        current.in_class.reported = (shared(current, current.in_class.member, here), people)
    return current.in_class.member is not None


def _tags(current: PlanSession, own: Membership) -> frozenset[str]:
    """The keyed hashes of all people on the list."""
    return frozenset().union(*tags_by_person(current, own).values())


def tags_by_person(current: PlanSession, own: Membership) -> dict[str, frozenset[str]]:
    """For each person on the list, the keyed hashes by which others in the class may know them."""

    def work_out() -> dict[str, frozenset[str]]:
        known = all_identities(current.plan)
        return {person: frozenset(tag(own.secret, text) for text in texts) for person, texts in known.items()}

    return current.once(f"tags {own.class_id}", work_out)
