//! The machine around Watchword: folders, clock, keyring, clipboard.
