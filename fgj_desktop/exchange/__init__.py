"""What comes in and what goes out: workbooks read and matched, ledgers exported."""
