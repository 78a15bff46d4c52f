"""What a server loads: the application and, where it is installed, the console."""

from importlib import import_module
from importlib.util import find_spec

from scoring.app import from_environment
from scoring.web.services import services_of

app = from_environment()
if find_spec("admin") is not None:
    import_module("admin").register(app, services_of(app))
