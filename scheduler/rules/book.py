"""The rule book: every rule once, in the order of the design."""

from __future__ import annotations

from collections.abc import Mapping

from scheduler.model import RULE_DEFAULTS, Clause
from scheduler.rules.agree import check_files_agree
from scheduler.rules.authority import check_acting_authority
from scheduler.rules.availability import check_availability
from scheduler.rules.balance import check_balance
from scheduler.rules.caps import check_yearly_cap
from scheduler.rules.certificate import check_certificate_valid
from scheduler.rules.clauses import require_clauses
from scheduler.rules.core import Rule
from scheduler.rules.draw_names import check_drawn_names
from scheduler.rules.draw_sites import check_drawn_sites
from scheduler.rules.force import (
    check_force_deployed,
    check_force_split,
    check_liaison_minimum,
    check_sunk_share,
)
from scheduler.rules.frequency import check_frequency
from scheduler.rules.gate import check_publication
from scheduler.rules.legal_contact import check_legal_contact
from scheduler.rules.legal_time import check_legal_window, check_working_calendar
from scheduler.rules.listed import check_consented_item_lead, check_listed_item
from scheduler.rules.night import check_night_rest
from scheduler.rules.one_place import check_one_place
from scheduler.rules.party import check_party_size
from scheduler.rules.people import check_qualification, check_two_per_authority
from scheduler.rules.place import check_locality, check_own_district, check_recusal
from scheduler.rules.plan_only import check_plan_only
from scheduler.rules.register import check_register_complete
from scheduler.rules.repeat import (
    check_full_merge,
    check_minimum_gap,
    check_one_visit_a_week,
    check_rotation,
)
from scheduler.rules.round_fits import check_round_fits
from scheduler.rules.stability import check_stability
from scheduler.rules.supervision import check_daily_supervision
from scheduler.rules.transport import check_vehicles
from scheduler.words import Words

BOOK: tuple[Rule, ...] = (
    Rule("plan_only", ("S0.4.5", "S0.4.5.plan"), "intake", check_plan_only),
    Rule(
        "listed_item",
        ("S0.4.5.list", "S0.4.5.consent", "GB54.items"),
        "intake",
        check_listed_item,
    ),
    Rule(
        "consented_item_lead",
        ("S0.4.5.consent",),
        "intake",
        check_consented_item_lead,
    ),
    Rule("acting_authority", ("S0.4.4", "S0.4.1"), "intake", check_acting_authority),
    Rule(
        "certificate_valid",
        ("S0.4.6.records", "GB54.subject", "XZCF.42"),
        "draw",
        check_certificate_valid,
        notes=("soon",),
    ),
    Rule(
        "two_per_authority",
        ("XZCF.42", "WH.people"),
        "round",
        check_two_per_authority,
    ),
    Rule("qualification", ("S0.4.6.records",), "draw", check_qualification),
    Rule("one_place", ("S0.4.3",), "selection", check_one_place),
    Rule("availability", ("S0.4.3",), "selection", check_availability),
    Rule("round_fits", ("DESIGN.time", "S0.4.2"), "round", check_round_fits),
    Rule("working_calendar", ("GB.calendar",), "intake", check_working_calendar),
    Rule(
        "legal_window",
        ("YLCS.hours", "DESIGN.time"),
        "round",
        check_legal_window,
    ),
    Rule("yearly_cap", ("GB54.cap",), "intake", check_yearly_cap),
    Rule(
        "one_visit_a_week",
        ("S0.4.5", "GB54.merge"),
        "selection",
        check_one_visit_a_week,
    ),
    Rule("full_merge", ("S0.4.5", "SXYJ.merge"), "intake", check_full_merge),
    Rule("minimum_gap", ("GB54.merge",), "intake", check_minimum_gap),
    Rule("locality", ("S0.4.3", "GB54.locality"), "draw", check_locality),
    Rule("recusal", ("XZCF.43",), "draw", check_recusal),
    Rule("drawn_names", ("S0.4.5", "GF5.random"), "draw", check_drawn_names),
    Rule("drawn_sites", ("S0.4.5", "GF5.random"), "year", check_drawn_sites),
    Rule("night_rest", ("DESIGN.night",), "selection", check_night_rest),
    Rule("vehicles", ("S0.4.7",), "selection", check_vehicles),
    Rule(
        "party_size",
        ("HB.people",),
        "round",
        check_party_size,
        notes=("large",),
    ),
    Rule(
        "register_complete",
        ("S0.4.5", "DESIGN.replay"),
        "report",
        check_register_complete,
    ),
    Rule("files_agree", ("DESIGN.replay",), "report", check_files_agree),
    Rule(
        "publication",
        ("GB54.approval", "S0.4.1", "S0.4.4.names"),
        "report",
        check_publication,
    ),
    Rule("force_split", ("S0.4.3.split",), "force", check_force_split),
    Rule("force_deployed", ("S0.4.3.split",), "selection", check_force_deployed),
    Rule("sunk_share", ("S0.4.3.share", "S0.3.3"), "force", check_sunk_share),
    Rule("liaison_minimum", ("S0.4.3.liaison",), "force", check_liaison_minimum),
    Rule(
        "frequency",
        ("S0.4.5.plan",),
        "year",
        check_frequency,
        notes=("impossible",),
    ),
    Rule("own_district", ("S0.4.3",), "selection", check_own_district),
    Rule("balance", ("DESIGN.balance", "GB54.targets"), "draw", check_balance),
    Rule("rotation", ("DESIGN.balance", "GF5.random"), "draw", check_rotation),
    Rule("stability", ("WH.refile",), "selection", check_stability),
    Rule("legal_contact", ("S0.4.6",), "report", check_legal_contact),
    Rule("daily_supervision", ("S0.4.5.daily",), "report", check_daily_supervision),
)


def print_book(words: Words, clauses: Mapping[str, Clause]) -> list[dict[str, str]]:
    """Return the rule book as rows, for ``scheduler rules``.

    Parameters
    ----------
    words : Words
        The language of title, text and level.
    clauses : mapping of str to Clause
        The clauses of ``clauses.toml``.

    Returns
    -------
    list of dict
        One row a rule: rule, title, text, level, numbers, enforced, clauses (source
        and article) and quotations.

    Raises
    ------
    VerifierInputError
        If a rule rests on a clause that is not there; the sentence names it.
    """
    require_clauses(BOOK, clauses)
    return [_row(rule, words, clauses) for rule in BOOK]


def _row(rule: Rule, words: Words, clauses: Mapping[str, Clause]) -> dict[str, str]:
    numbers = dict(RULE_DEFAULTS[rule.rule])
    level = str(numbers.pop("level"))
    found = [clauses[key] for key in rule.clauses]
    return {
        "rule": rule.rule,
        "title": words(f"rules.{rule.rule}.title"),
        "text": words(f"rules.{rule.rule}.text"),
        "level": level,
        "numbers": "; ".join(f"{name} = {value}" for name, value in numbers.items()),
        "enforced": words(f"rules.enforced.{rule.enforced}"),
        "clauses": "; ".join(f"{c.source} {c.article}" for c in found),
        "quotations": " / ".join(c.quotation for c in found),
    }
