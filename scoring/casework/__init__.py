"""The use cases, a verb a file: each opens one transaction, does one act, and writes one event."""
