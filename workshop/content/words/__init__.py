"""The models of the files of words."""
