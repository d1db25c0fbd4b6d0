"""Chapters on their way through the program: from elsewhere, mended where asked, beside the clocks of the transcript."""
