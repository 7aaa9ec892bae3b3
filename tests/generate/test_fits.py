"""Every (item, town) pair that occurs fits a session, alone, from its base."""

from __future__ import annotations

from scheduler.model import Item, Scenario, Window


def _fits(city: Scenario, item: Item, town: str) -> bool:
    """Walk the minutes of every session of the item: one visit, out and back."""
    district = city.district[city.town[town].district]
    way = city.travel.minutes(district.base, town)
    need = city.settings.travel.entry_minutes + item.minutes
    shoulder = city.settings.travel.shoulder
    for session in city.settings.sessions:
        if not {session.kind, *session.covers} & set(item.sessions):
            continue
        for span in session.spans:
            for start in range(span.start, span.end - need + 1):
                end = start + need
                in_window = not item.windows or any(
                    Window(w.start, w.end).holds(start, end) for w in item.windows
                )
                away = start - way >= session.start - shoulder
                if in_window and away and end + way <= session.end + shoulder:
                    return True
    return False


def test_every_pair_fits(city: Scenario) -> None:
    town = {s.site: s.town for s in city.sites}
    pairs = {(r.item, town[r.site]) for r in city.site_items}
    assert len(pairs) > 500
    late = [(i, t) for i, t in sorted(pairs) if not _fits(city, city.item[i], t)]
    assert late == []


def test_the_check_of_fitting_can_fail(city: Scenario) -> None:
    # 03 takes 130 minutes in the evening: 19:00 to 23:00 leaves 240 - 130 = 110 for
    # the way there and back, and 石井 is 79 from 溪美 (DOMAIN.md 5.3): 158.
    assert not _fits(city, city.item["03"], "350583120")
