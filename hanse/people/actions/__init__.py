"""Every verb of the address book; nothing else writes its tables."""
