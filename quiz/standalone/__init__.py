"""Front end in a single file: a bank as a page for practice, or as a package for a school's VLE."""
