"""What the police ask of us: help at once when somebody is missing, everything else with care (PO-1 to PO-3)."""
