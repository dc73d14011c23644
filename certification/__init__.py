"""What does it prove?"""
