"""What was understood in a message?"""
