"""How fast is it, told as figures with n and spread, and never asserted?"""
