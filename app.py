"""The server: `workshop serve`, `streamlit run app.py` and `uvicorn app:app` all start it."""

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import Route

from workshop.content import ContentError, load
from workshop.drafts import draft
from workshop.settings import ROOT, settings
from workshop.store import StoreError, open_store
from workshop.web import Visitor, finish, health, keep

try:
    load(settings().content, settings().language, settings().school)
    open_store(settings().database_url)
except (ContentError, StoreError) as error:
    raise SystemExit(f"The workshop cannot start.\n{error}") from None

app = st.App(
    str(ROOT / "workshop" / "ui" / "frame.py"),
    routes=[
        Route("/health", health),
        Route("/draft", draft, methods=["POST"]),
        Route("/keep", keep, methods=["GET", "POST"]),
        Route("/finish", finish, methods=["GET", "POST"]),
    ],
    middleware=[Middleware(Visitor)],
)
