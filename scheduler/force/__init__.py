"""The force: who is posted to which district, so that 1:1:2 and the floors hold."""

from scheduler.force.allocate import Wishes, allocate
from scheduler.force.holders import holders_of, present

__all__ = ["Wishes", "allocate", "holders_of", "present"]
