"""The form with which a file is delivered."""

from dataclasses import dataclass

from werkzeug.datastructures import FileStorage

from credit_registry.exchange.layouts import Layout, all_layouts
from credit_registry.web import uploads
from credit_registry.web.site.forms.typed import Typed

FILE, LAYOUT = "file", "layout"


@dataclass(frozen=True, slots=True)
class Delivered:
    """What was sent; the file is there where `Typed` found no fault."""

    file: FileStorage | None
    layout: Layout | None


def read(typed: Typed) -> Delivered:
    """The file and its layout; none is to be recognised by the heading."""
    file = uploads.sent(FILE)
    if file is None:
        typed.faults[FILE] = typed.voice.say("delivery.no_file")
    layouts = {layout.name: layout for layout in all_layouts()}
    chosen = typed.chosen(LAYOUT, {"": "", **dict.fromkeys(layouts, "")})
    return Delivered(file, layouts.get(chosen))
