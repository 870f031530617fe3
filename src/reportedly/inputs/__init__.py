"""Files, directories, standard input, URLs and strings -> Article; a file each."""
