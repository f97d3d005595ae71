"""Another program with a field: sign_in.py FILE. What is typed goes into FILE; Enter makes FILE.sent."""

import pathlib
import sys

import gi

gi.require_version("Gdk", "3.0")
gi.require_version("Gtk", "3.0")
from gi.repository import Gdk, Gtk  # noqa: E402

file = pathlib.Path(sys.argv[1])
Gdk.set_program_class("Firefox")
window = Gtk.Window(title="Sign in")
window.set_default_size(360, 120)
field = Gtk.Entry()
field.connect("changed", lambda _field: file.write_text(field.get_text()))
field.connect("activate", lambda _field: file.with_suffix(".sent").touch())
window.add(field)
window.connect("destroy", Gtk.main_quit)
window.show_all()
Gtk.main()
