"""The plan of one self-check: where a person stands, what an admission would open, the surest way there, papers, and what if."""
