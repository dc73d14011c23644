"""The world: store, accounts, clock, command line, web application."""
