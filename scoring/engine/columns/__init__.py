"""The fourth reader of a policy: the whole table at once, as generated array operations. Importing this loads NumPy."""
