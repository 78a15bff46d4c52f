"""What is said to applicants outside the pages: pure, given dataclasses, never rows."""
