"""Which place of the product answers for which clause of the manuals?"""
