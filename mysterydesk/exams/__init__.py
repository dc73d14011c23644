"""How is a level tried: begun, sat, interrupted, handed in, annulled?"""
