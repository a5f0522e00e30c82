"""Front end: the Textual app with its screens and widgets. Live games draw with the widgets too."""
