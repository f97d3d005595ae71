//! What Watchword does: one session over the vault for the window and the command line.
