"""Tables and workbooks to Scenario and back; the synthetic city."""
