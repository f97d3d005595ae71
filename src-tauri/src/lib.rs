//! The window of Watchword.
