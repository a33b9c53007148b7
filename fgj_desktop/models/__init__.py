"""Qt item models over ledgers. No widgets and no SQL here."""
