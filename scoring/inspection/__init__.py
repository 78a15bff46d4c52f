"""What can be said about a policy: whether its own cases hold."""
