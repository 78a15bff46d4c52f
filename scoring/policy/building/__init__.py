"""From the schema's dictionaries to the typed model: every name resolved, every expression compiled."""
