"""The server: `workshop serve`, `streamlit run app.py` and `uvicorn app:app` all start it."""

import streamlit as st
from starlette.middleware import Middleware

from workshop import services
from workshop.content import ContentError
from workshop.paths import PACKAGE
from workshop.settings import SettingsError, settings
from workshop.store import StoreError
from workshop.streamlit_patches import apply_patches
from workshop.web import Running, Visitor, failures, lifespan, routes

try:
    services.content()
    services.store()
    running = Running(settings())
except (ContentError, SettingsError, StoreError) as error:
    raise SystemExit(f"The workshop cannot start.\n{error}") from None

apply_patches()
app = st.App(
    str(PACKAGE / "ui" / "frame.py"),
    lifespan=lifespan,
    routes=routes,
    middleware=[Middleware(Visitor, running=running)],
    exception_handlers=failures,
)
