"""Is the scorer itself right, measured on handlings whose worth is known?"""
