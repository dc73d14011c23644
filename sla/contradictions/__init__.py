"""Which demands of a handbook cannot all be met, and on which timeline does that show?"""
