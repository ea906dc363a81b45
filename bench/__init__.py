"""Measuring programs: `python -m bench rerun | class | exports | browser | start`. No part of the workshop."""
