"""Background work on Huey. Views order through `Background`; workers run what `kinds` lists, each a use case of casework."""
