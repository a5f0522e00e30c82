"""The pack of evidence for an auditor: a file of files, each made by one part from the same facts.

Whatever names staff is in the folder ``people``. Everything else names nobody, and gives one count of people for each
course and no other (``figures.py``), so that subtracting these files from one another tells nothing more.
"""
