"""Front end for a school: everybody plays for themselves in a browser, from one machine of the school's."""
