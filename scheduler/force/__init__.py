"""The force: who is posted to which district, so that 1:1:2 and the floors hold."""

from scheduler.force.allocate import Wishes, allocate

__all__ = ["Wishes", "allocate"]
