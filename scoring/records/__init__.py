"""What is kept: typed rows with constraints, append-only tables with triggers, encrypted personal columns."""
