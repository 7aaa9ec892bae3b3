"""What a visit takes of its units, in officer-sessions."""

from __future__ import annotations

from collections.abc import Sequence

from scheduler.model import Settings
from scheduler.year.bundles import on_site, people_of
from scheduler.year.terms import Need, Unit


def visit_load(
    needs: Sequence[Need], way: int, settings: Settings
) -> dict[Unit, float]:
    """Return officer-sessions of each unit for one visit that carries some needs.

    Parameters
    ----------
    way : int
        Minutes from the base to the town.
    """
    minutes, session = visit_minutes(needs, way, settings), session_minutes(settings)
    return {
        unit: people * minutes / session for unit, people in people_of(needs).items()
    }


def visit_minutes(needs: Sequence[Need], way: int, settings: Settings) -> float:
    """Return the minutes of one visit, on site and on the way.

    The way is shared by as many visits as a round of a session could make there; what
    the shoulders before and after a session take costs no minutes of it.

    Parameters
    ----------
    way : int
        Minutes from the base to the town.
    """
    stay = on_site(needs, settings.travel.entry_minutes)
    return stay + allowance(stay, way, session_minutes(settings), settings)


def session_minutes(settings: Settings) -> int:
    """Return the minutes of a session: those of the longest one that counts once."""
    lengths = [
        sum(span.end - span.start for span in kind.spans)
        for kind in settings.sessions
        if kind.weight == 1
    ]
    return max(lengths)


def allowance(stay: int, way: int, session: int, settings: Settings) -> float:
    """Return the minutes on the way that one visit bears."""
    travel = settings.travel
    # A visit in the base's own town has the way inside it and no other.
    beyond = max(0, 2 * max(0, way - travel.shoulder))
    room = session - beyond + travel.same_town
    visits = max(1, room // (stay + travel.same_town))
    return float(travel.same_town + beyond / visits)
