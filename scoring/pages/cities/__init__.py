"""One profile, every city: what schemes ask alike is asked once, and where the person stands in each is compared."""
