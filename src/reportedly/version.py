"""The version of the software, which every record names."""

VERSION = "0.1.0"
