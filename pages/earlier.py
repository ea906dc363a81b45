"""Earlier versions: two texts in one blank, and any blank or the whole plan as it was at an earlier time."""

from workshop.ui.book import alone
from workshop.ui.earlier import earlier_page

alone("earlier", earlier_page)
