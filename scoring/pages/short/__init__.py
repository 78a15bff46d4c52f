"""The short check: one question a page, in the order that settles the outcome soonest, until it is certain."""
