"""Earlier versions: two texts in one blank, and any blank or the whole plan as it was at an earlier time."""

from workshop.ui.earlier import earlier_page
from workshop.ui.parts import alone

alone("earlier", earlier_page)
