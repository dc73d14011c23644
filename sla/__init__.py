"""How long is left?"""
