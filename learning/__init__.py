"""What next for this person? Pure: what was found, in; what to do next, out."""
