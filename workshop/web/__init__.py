"""What the server does around the pages: keys and who may come in, small pages of its own, logs, a good end."""

from workshop.web.lifespan import lifespan
from workshop.web.origin import from_our_page
from workshop.web.routes import failures, routes
from workshop.web.running import Running
from workshop.web.visitor import Visitor

__all__ = ["Running", "Visitor", "failures", "from_our_page", "lifespan", "routes"]
