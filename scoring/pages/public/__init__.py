"""公示: lists that are open to anybody for some days, without an account."""
