"""What captions and data have in common: timed pieces of speech, and how they become turns."""
