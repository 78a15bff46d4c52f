"""The answers as a file of the person's own: saved and loaded again, without an account."""
