"""Files that prove answers: what they are, whether they are harmless, and where they lie encrypted."""
