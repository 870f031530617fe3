"""The ledger: every reading of every article, side by side, and what was said of them since."""
