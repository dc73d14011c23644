"""What do the answers to an exam prove, and how surely? Numbers only: no file, no clock, seeds injected."""
