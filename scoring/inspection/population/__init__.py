"""Made-up people for trying policies out: synthetic, plausible, and the same for ever by their seed. Importing this loads NumPy."""

from scoring.inspection.population.peopling import Population, people_of
from scoring.inspection.population.plan import Plan, plan_for
from scoring.inspection.population.refused import PopulationRefused
from scoring.inspection.population.shape_file import read_shapes
from scoring.inspection.population.shapes import Shapes

__all__ = ["Plan", "Population", "PopulationRefused", "Shapes", "people_of", "plan_for", "read_shapes"]
