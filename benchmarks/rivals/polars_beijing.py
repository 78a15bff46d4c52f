"""Beijing 2020 over a frame, written by hand in Polars."""

import polars as pl
from polars import col
from turn import FOLDER, TABLES, serve

YEAR, OPTIONS, AGES = TABLES["year"], TABLES["options"], TABLES["ages"]
PEOPLE = pl.read_parquet(FOLDER / "in.parquet").cast(pl.Int32)


def shared(months, parts):
    """Give one point for so many months, half up to hundredths."""
    return (200 * months + parts) // (2 * parts)


def looked_up(fact):
    """Give the points of an option, by its place."""
    return pl.lit(pl.Series([TABLES[fact].get(option, 0) for option in OPTIONS[fact]], dtype=pl.Int32)).gather(col(fact))


def by_age(age):
    """Give the points of the first age that is reached, of the oldest first."""
    found = pl.lit(2000, pl.Int32)
    for start, points in reversed(AGES):
        found = pl.when(age >= start).then(pl.lit(points, pl.Int32)).otherwise(found)
    return found


def totals():
    """Compute the points of every criterion and group, and give their sum."""
    employed, education = col("employment_months"), col("education")
    own = pl.min_horizontal("own_home_months", "employment_months")
    long = education.is_in([OPTIONS["education"].index(option) for option in ("bachelor", "master_one")])
    has_one = education.is_in([OPTIONS["education"].index(option) for option in TABLES["education"]])
    limit = pl.when(long).then(pl.lit(48, pl.Int32)).otherwise(pl.lit(36, pl.Int32))
    months = pl.when(has_one).then(pl.min_horizontal(col("study_overlap_months"), limit)).otherwise(pl.lit(0, pl.Int32))
    criteria = {
        "employment": employed * 25,
        "own_home": shared(own, 12),
        "rented_home": shared(employed - own, 24),
        "education_points": looked_up("education"),
        "study_overlap": -(25 * months + shared(months, 24)),
        "innovation": looked_up("innovation_award"),
        "area_home": col("area_home_years") * 200,
        "area_home_and_job": col("area_home_and_job_years") * 300,
        "tax_years": (col("tax_years_over_100k") * 200).clip(upper_bound=600),
        "tax_offence": col("tax_offences") * -1200,
        "age_points": by_age(((YEAR - 1) * 10_000 + 101 - col("birth_date")) // 10_000),
        "honour": col("honours") * 2000,
        "law_abiding": col("detentions") * -3000,
    }
    groups = {
        "housing": col("own_home") + col("rented_home"),
        "job_housing_area": (col("area_home") + col("area_home_and_job")).clip(upper_bound=1200),
        "tax": col("tax_years") + col("tax_offence"),
    }
    alone = ("employment", "education_points", "study_overlap", "innovation", "age_points", "honour", "law_abiding")
    found = PEOPLE.lazy().select(**criteria).with_columns(**groups)
    return found.with_columns(indicators=pl.sum_horizontal(*alone, *groups)).collect()["indicators"].to_numpy()


serve("polars", totals)
