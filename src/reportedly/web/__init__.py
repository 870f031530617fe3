"""The ledger in a browser: pages made by a server on this machine, which load nothing from anywhere else."""
