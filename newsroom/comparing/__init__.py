"""What differs between two contents of a text: for editors, and for readers of its history alike."""
