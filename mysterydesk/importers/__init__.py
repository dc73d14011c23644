"""How do the tickets of a real desk come in: read, mapped, timed, checked and judged by a handbook?"""
