"""Records as people and programs want them: a file each."""
