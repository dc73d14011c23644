"""What does a level's procedure do to candidates whose ability is known? (VALIDITY G11)."""
