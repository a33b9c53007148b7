"""The window: Qt widgets over the item models. No SQL here."""
