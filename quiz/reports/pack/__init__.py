"""The pack of evidence for an auditor: a file of files, each made by one part from the same facts.

Whatever names staff lies in the folder ``people``. Everything beside it names nobody, and tells of each course one count of
people and no other (``figures.py``): no two of those files, nor all of them together, tell more by subtraction.
"""
