"""The pages of assisted filing: filling in for somebody else, the printed form, and confirming what another filled in."""
