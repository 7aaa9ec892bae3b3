"""From plan rows and requests to candidate visits and a register."""
