"""The history of the schema. Each file in `versions` is a step that was once run somewhere and is never edited again."""
