"""Pages, sheets and tables of a plan: complete in themselves, nothing is loaded from elsewhere."""

from service.render.addresses_csv import render_addresses_csv
from service.render.instructions import load_pictures, render_instructions
from service.render.loads import render_loads
from service.render.map import render_map
from service.render.outputs import write_outputs
from service.render.route_sheets import render_route_sheets
from service.render.timetable import render_timetable

__all__ = [
    "load_pictures",
    "render_addresses_csv",
    "render_instructions",
    "render_loads",
    "render_map",
    "render_route_sheets",
    "render_timetable",
    "write_outputs",
]
