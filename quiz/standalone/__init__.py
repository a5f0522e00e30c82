"""Front end of one file: a bank as a page that practises by itself, and as a package for a school's VLE."""
