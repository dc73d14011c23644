"""What can happen?"""
