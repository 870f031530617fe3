"""The only door to the network: fetches URLs and feeds from public addresses; needs `reportedly[web]`."""
