"""The pages' building blocks. Streamlit is used here, in `pages/` and in `app.py`, and nowhere else."""
