"""Training of the model that `reportedly` ships; the runtime never imports this package."""
