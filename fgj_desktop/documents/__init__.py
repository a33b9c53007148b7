"""What is produced: printed ledgers as plain data. No Qt; what needs a font gets its measures."""
