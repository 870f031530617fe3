"""Files, directories, standard input and strings -> Article; a file each."""
