"""Tables of applicants: CSV, Parquet, JSON Lines, Excel in and out, scored block by block; wrong rows are set apart."""
