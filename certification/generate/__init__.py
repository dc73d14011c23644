"""Which items can be made from the handbook and its engines, and what is their key?"""
