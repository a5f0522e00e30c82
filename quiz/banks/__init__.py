"""Question banks as files: loaded with every problem at its line, linted, imported and exported."""
