"""What does the handbook say?"""
