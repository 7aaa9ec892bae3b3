"""From plan rows and requests to candidate visits and a register."""

from scheduler.intake.clauses import CLAUSE_OF_REASON
from scheduler.intake.demand import register_row, screen
from scheduler.intake.entered import entered
from scheduler.intake.past import Past, cut_date, look_back
from scheduler.intake.roles import acting_roles, authority, check_lead
from scheduler.intake.screen import Verdict, consented_dates
from scheduler.intake.terms import Context, meet, session_kinds

__all__ = [
    "CLAUSE_OF_REASON",
    "Context",
    "Past",
    "Verdict",
    "acting_roles",
    "authority",
    "check_lead",
    "consented_dates",
    "cut_date",
    "entered",
    "look_back",
    "meet",
    "register_row",
    "screen",
    "session_kinds",
]
