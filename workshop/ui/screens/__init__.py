"""One function a page. Streamlit would take a folder `pages` beside its script for pages of its own."""
